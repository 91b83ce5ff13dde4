import type { Step } from "@streamform/core";
import type { DescribeCluster } from "../../part.js";
import { folders } from "../names.js";
import type { Commands } from "./commands.js";

export function seeInSync({ kubectl, all, tool }: Commands): Step {
  return {
    when: "operation",
    title: "See whether all copies are in sync",
    text: "A broker counts as ready when it is in sync wherever it has a copy; a roll-out waits for that. What is listed is not.",
    commands: [
      `${kubectl} get pods --selector ${all}`,
      tool("kafka-topics", "--describe --under-replicated-partitions"),
    ],
  };
}

export function goOn({ spec }: DescribeCluster, { kubectl, of, inBroker }: Commands): Step {
  const [role, keepers] =
    spec.metadata === "kraft"
      ? (["controller", "controllers"] as const)
      : (["zookeeper", "ZooKeeper servers"] as const);
  return {
    when: "operation",
    title: "Let a roll-out go on that waits for ever",
    text: `Where its copies wait for a broker that will not come back, a broker never counts as ready by itself: the first command says that it does, until it starts anew. And no ${role === "controller" ? "controller" : "ZooKeeper server"} counts as ready without a quorum: where a change has broken more than half of the ${keepers}, the change that mends them reaches the first one alone, until the second command makes all of them anew.`,
    commands: [inBroker(`touch ${folders.run}/in-sync`), `${kubectl} delete pods --selector ${of(role)}`],
  };
}
