import type { Step } from "@streamform/core";
import type { DescribeCluster } from "../../part.js";
import { addBrokers, keepQuorum, removeBrokers, seeRefusals } from "./brokers.js";
import { commandsOf } from "./commands.js";
import { goOn, seeInSync } from "./roll-out.js";
import { upgrade } from "./upgrade.js";
import { addLogVolume, growVolumes, keepVolumes, replaceVolume } from "./volumes.js";

/** What a person does with a cluster of StatefulSets. */
export function steps(part: DescribeCluster): Step[] {
  const commands = commandsOf(part);
  return [
    seeInSync(commands),
    goOn(part, commands),
    addBrokers(part, commands),
    removeBrokers(part),
    keepQuorum(part),
    growVolumes(part, commands),
    ...(part.spec.brokers.logVolumeSize === undefined ? [addLogVolume(part, commands)] : []),
    replaceVolume(part, commands),
    seeRefusals(part, commands),
    upgrade(part, commands),
    keepVolumes(part, commands),
  ];
}
