import { defineCheck } from "@streamform/core";
import { replicationOf } from "../configuration.js";
import type { ClusterExports } from "../exports.js";
import type { CheckCluster } from "../part.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { metadataKeeper } from "./quorum.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const minInsyncEqualsFactor = defineCheck<Spec, Uses>({
  code: "SF2805",
  title: "min.insync.replicas as high as the replication factor",
  severity: "error",
  because:
    "Every broker restarts at every change. While a single broker restarts, too few replicas are in sync, and producers with acks=all cannot write.",
  instead: "Keep min.insync.replicas at least one below default.replication.factor. 2 and 3 are usual.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
    if (minInsyncReplicas < replicationFactor || (replicationFactor === 1 && minInsyncReplicas === 1)) return [];
    return [
      at(
        ["configuration", "min.insync.replicas"],
        `new topics have ${replicationFactor} replicas and need ${minInsyncReplicas} in sync`,
      ),
    ];
  },
});

const factors = [
  "default.replication.factor",
  "offsets.topic.replication.factor",
  "transaction.state.log.replication.factor",
] as const;

export const factorAboveBrokers = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2806",
  title: "A replication factor above the number of brokers",
  severity: "error",
  because:
    "Each replica needs its own broker. Kafka cannot create any topic, not even its own for consumer offsets, and Strimzi refuses the cluster.",
  instead: "Lower the factor or add brokers.",
  source: "Apache Kafka documentation, replication; Strimzi, KafkaCluster",
  run: ({ spec, exports, at }) =>
    factors.flatMap((key) => {
      const factor = Number(exports.configuration[key]);
      return factor > spec.brokers.replicas && spec.configuration[key] !== undefined
        ? [at(["configuration", key], `${key} is ${factor}, but there are ${spec.brokers.replicas} brokers`)]
        : [];
    }),
});

/** Whether there are fewer brokers than production has to have: SF2811 says so, and what follows from it is not said again. */
export function hasTooFewBrokers({ spec, environment }: Pick<CheckCluster, "spec" | "environment">): boolean {
  return environment.stage === "production" && spec.brokers.replicas < 3;
}

export const acknowledgedByOne = defineCheck<Spec, Uses>({
  code: "SF2807",
  title: "Writes that only one broker acknowledges",
  severity: "warning",
  because:
    "With min.insync.replicas 1, Kafka acknowledges a write that only one broker has. If that broker's disk is lost, the write is lost, even with acks=all.",
  instead: "Use three replicas with min.insync.replicas 2, or say under `ignore` why the data may be lost.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, environment, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
    const isWritten = spec.configuration["min.insync.replicas"] !== undefined;
    if (minInsyncReplicas > 1 || (!isWritten && hasTooFewBrokers({ spec, environment }))) return [];
    return [
      at(
        isWritten ? ["configuration", "min.insync.replicas"] : ["brokers", "replicas"],
        `min.insync.replicas is 1 with ${replicationFactor === 1 ? "one replica" : `${replicationFactor} replicas`}`,
      ),
    ];
  },
});

export const copiesInOneZone = defineCheck<Spec, Uses>({
  code: "SF2810",
  title: "Too many replicas in one zone",
  severity: "warning",
  because:
    "With too few zones, one zone holds so many replicas of a partition that the others are fewer than min.insync.replicas. If that zone fails, producers with acks=all cannot write.",
  instead: "Use as many zones as replicas, or say under `ignore` that writes may stop when a zone fails.",
  source: "Apache Kafka documentation, balancing replicas across racks",
  run: ({ spec, environment, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
    const largest = Math.ceil(replicationFactor / spec.zones.length);
    if (environment.stage !== "production" || replicationFactor < 2) return [];
    return replicationFactor - largest < minInsyncReplicas
      ? [
          at(
            "zones",
            `one zone has up to ${largest} of ${replicationFactor} replicas, but ${minInsyncReplicas} must be in sync`,
          ),
        ]
      : [];
  },
});

export const tooFewInProduction = defineCheck<Spec, Uses>({
  code: "SF2811",
  title: "Fewer than three brokers, controllers or ZooKeeper servers in production",
  severity: "error",
  because:
    "With two brokers, either one broker alone acknowledges writes, or neither may be down. With fewer than three controllers or ZooKeeper servers, none may be down. Every change restarts each of them once.",
  instead: "Use three brokers and three controllers, or mark the environment as not for production.",
  source: "Apache Kafka documentation, replication; KRaft: deploying considerations",
  run: ({ spec, environment, at }) =>
    environment.stage !== "production"
      ? []
      : (["brokers", metadataKeeper(spec)] as const).flatMap((role) =>
          spec[role].replicas < 3
            ? [
                at(
                  [role, "replicas"],
                  `the cluster has ${spec[role].replicas} ${role === "zookeeper" ? "ZooKeeper servers" : role} in production`,
                ),
              ]
            : [],
        ),
});

export const uncleanLeaders = defineCheck<Spec, Uses>({
  code: "SF2817",
  title: "Leaders that may lack acknowledged writes",
  severity: "warning",
  because:
    "With unclean.leader.election.enable, a replica that is not in sync may become leader. Kafka then discards acknowledged records that it lacks, without any error.",
  instead:
    "Remove the key: the default is false. A topic that prefers losing records to waiting can set it for itself.",
  source: "Apache Kafka documentation, unclean.leader.election.enable",
  run: ({ spec, at }) =>
    spec.configuration["unclean.leader.election.enable"] === true
      ? [at(["configuration", "unclean.leader.election.enable"], "replicas that are not in sync may become leaders")]
      : [],
});
