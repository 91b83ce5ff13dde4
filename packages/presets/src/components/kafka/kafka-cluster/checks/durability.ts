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
    "A single broker that restarts, and each does at every change, leaves too few copies in sync: producers with acks=all cannot write.",
  instead: "Keep min.insync.replicas at least one below default.replication.factor; 3 and 2 is the usual pair.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
    if (minInsyncReplicas < replicationFactor || (replicationFactor === 1 && minInsyncReplicas === 1)) return [];
    return [
      at(
        ["configuration", "min.insync.replicas"],
        `new topics have ${replicationFactor} copies and need ${minInsyncReplicas} in sync`,
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
    "Each copy needs a broker of its own: no topic could be made, not even Kafka's own for consumer offsets, and Strimzi refuses the cluster.",
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
  title: "Writes that one broker alone acknowledges",
  severity: "warning",
  because:
    "With min.insync.replicas 1 a write counts as safe while only one broker has it: when its disk is lost, so is the write, even with acks=all.",
  instead: "Use three copies with min.insync.replicas 2, or say with `ignore` why the data may be lost.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, environment, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
    const isWritten = spec.configuration["min.insync.replicas"] !== undefined;
    if (minInsyncReplicas > 1 || (!isWritten && hasTooFewBrokers({ spec, environment }))) return [];
    return [
      at(
        isWritten ? ["configuration", "min.insync.replicas"] : ["brokers", "replicas"],
        `min.insync.replicas is 1 with ${replicationFactor === 1 ? "one copy" : `${replicationFactor} copies`}`,
      ),
    ];
  },
});

export const copiesInOneZone = defineCheck<Spec, Uses>({
  code: "SF2810",
  title: "Copies that go with one zone",
  severity: "warning",
  because:
    "Spread over too few zones, so many copies of a partition stand in one that the others are fewer than min.insync.replicas: when it fails, nothing can be written with acks=all.",
  instead: "Use as many zones as copies, or say with `ignore` that writes may stop with a zone.",
  source: "Apache Kafka documentation, balancing replicas across racks",
  run: ({ spec, environment, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
    const largest = Math.ceil(replicationFactor / spec.zones.length);
    if (environment.stage !== "production" || replicationFactor < 2) return [];
    return replicationFactor - largest < minInsyncReplicas
      ? [
          at(
            "zones",
            `one zone has up to ${largest} of ${replicationFactor} copies, and ${minInsyncReplicas} have to be in sync`,
          ),
        ]
      : [];
  },
});

export const tooFewInProduction = defineCheck<Spec, Uses>({
  code: "SF2811",
  title: "Fewer than three of a kind in production",
  severity: "error",
  because:
    "With two brokers, either one alone acknowledges writes or none may be missing; with fewer than three controllers or ZooKeeper servers none may be. And every change restarts each of them once.",
  instead: "Use three brokers and three controllers, or mark the environment as not for production.",
  source: "Apache Kafka documentation, replication; KRaft: deploying considerations",
  run: ({ spec, environment, at }) =>
    environment.stage !== "production"
      ? []
      : (["brokers", metadataKeeper(spec)] as const).flatMap((role) =>
          spec[role].replicas < 3 ? [at([role, "replicas"], `${spec[role].replicas} in production`)] : [],
        ),
});

export const uncleanLeaders = defineCheck<Spec, Uses>({
  code: "SF2817",
  title: "Leaders that lack acknowledged writes",
  severity: "warning",
  because:
    "With unclean.leader.election.enable a copy that was not in sync may lead: whatever the others had acknowledged beyond it is cut off, without an error anywhere.",
  instead:
    "Remove the key: it is false unless you say otherwise. A topic that would rather lose than wait can set it for itself.",
  source: "Apache Kafka documentation, unclean.leader.election.enable",
  run: ({ spec, at }) =>
    spec.configuration["unclean.leader.election.enable"] === true
      ? [at(["configuration", "unclean.leader.election.enable"], "copies that are not in sync may become leaders")]
      : [],
});
