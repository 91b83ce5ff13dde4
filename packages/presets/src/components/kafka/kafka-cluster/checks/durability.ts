import { defineCheck } from "@streamform/core";
import { replicationOf } from "../configuration.js";
import type { CheckCluster } from "../part.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { metadataKeeper } from "./quorum.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** Whether there are fewer brokers than production needs. SF2811 reports this, so other checks do not repeat its effects. */
export function hasTooFewBrokers({ spec, environment }: Pick<CheckCluster, "spec" | "environment">): boolean {
  return environment.stage === "production" && spec.brokers.replicas < 3;
}

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
