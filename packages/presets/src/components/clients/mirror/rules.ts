import type { EnvironmentInfo } from "@streamform/core";
import { allowed, type Rules } from "../users/own-user.js";
import { type MirrorFlow, mirrorFlowOf, type Login } from "./flow.js";
import type { MirrorSettings } from "./spec.js";

/** What MirrorMaker does with a topic of the target: it makes it, adds partitions to it, keeps its configuration, and writes to it. */
const written = ["Alter", "AlterConfigs", "Create", "Describe", "DescribeConfigs", "Read", "Write"] as const;

/**
 * The rights of a mirror in this cluster. Kafka's ACLs have no regular expressions, so a mirror may read every topic; if topics keep their
 * names, it may also write every topic.
 *
 * Source: Apache Kafka documentation, "Operations and Resources on Protocols" and "Kafka Connect", ACL considerations; ReplicationPolicy for the
 * topics that MirrorMaker keeps for itself.
 */
export function rulesOf({ settings, source, group, internalTopics }: MirrorFlow): Rules {
  const topic = (name: string, operations: Extract<Rules[number], { resource: "topic" }>["operations"]) =>
    ({ ...allowed, resource: "topic", name, operations }) as const;
  if (settings.direction === "to")
    return [
      topic("*", ["Describe", "DescribeConfigs", "Read"]),
      { ...allowed, resource: "group", name: "*", operations: ["Describe"] },
      { ...allowed, resource: "cluster", operations: ["Describe"] },
    ];
  return [
    ...(settings.policy === "identity"
      ? [topic("*", [...written])]
      : // The mirrored topics, and that of the checkpoints.
        [topic(`${source.alias}.*`, [...written])]),
    topic(`mm2-offset-syncs.${source.alias}.internal`, [...written]),
    topic("heartbeats", [...written]),
    ...Object.values(internalTopics).map((name) => topic(name, [...written])),
    { ...allowed, resource: "group", name: group, operations: ["Describe", "Read"] },
    // Offsets of the groups that move over are committed for them.
    {
      ...allowed,
      resource: "group",
      name: "*",
      operations: ["Describe", ...(settings.syncGroupOffsets ? (["Read"] as const) : [])],
    },
    { ...allowed, resource: "cluster", operations: ["Describe"] },
  ];
}

const nowhere: Login = {
  listener: { protocol: "PLAINTEXT", bootstrapServers: "" },
  credentials: { authentication: "none" },
};

/** The same of a mirror as it is written: how it gets into the cluster does not matter. */
export function rulesOfMirror(
  key: string,
  settings: MirrorSettings,
  environment: Pick<EnvironmentInfo, "name">,
): Rules {
  return rulesOf(mirrorFlowOf(key, settings, environment, nowhere));
}
