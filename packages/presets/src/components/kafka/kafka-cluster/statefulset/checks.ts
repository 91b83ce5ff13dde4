import { defineCheck } from "@streamform/core";
import { kafkaLine } from "../../../../versions/kafka-line.js";
import type { ClusterExports } from "../exports.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/**
 * What is needed beside a broker's heap, in MiB: a tool of Kafka, by which the start script asks whether all copies are in sync, takes 256 of heap at most
 * and some 60 more; the rest is the broker's.
 */
const besideHeap = 512;

export const noRoomForTools = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2823",
  title: "Too little memory beside a broker's heap",
  severity: "warning",
  because:
    "A broker of this engine asks the cluster, by Kafka's own tool in the same container, whether all of its copies are in sync before it counts as ready. With less than 512 MiB beside the heap the kernel may end it there, and a roll-out stops.",
  instead: "Give the brokers more memory, or a smaller heap.",
  run: ({ spec: { engine, brokers }, at }) =>
    engine === "statefulset" && brokers.memory - brokers.heap < besideHeap
      ? [at("brokers.memory", `${brokers.memory - brokers.heap} MiB are left beside the heap of ${brokers.heap} MiB`)]
      : [],
});

export const protocolAhead = defineCheck<Spec, Uses>({
  code: "SF2825",
  title: "A protocol between brokers that this Kafka does not speak",
  severity: "error",
  because: "A broker does not start with an inter.broker.protocol.version that is newer than itself.",
  instead:
    "Remove `statefulset.interBrokerProtocolVersion`, or write the version of the older Kafka that you are replacing.",
  source: "Apache Kafka, MetadataVersionValidator; Apache Kafka documentation, upgrading ZooKeeper-based clusters",
  run: ({ spec: { engine, metadata, kafkaVersion, statefulset }, at }) => {
    const written = statefulset.interBrokerProtocolVersion;
    if (engine !== "statefulset" || metadata !== "zookeeper" || written === undefined) return [];
    const [major, minor] = kafkaLine(kafkaVersion);
    const [writtenMajor, writtenMinor] = kafkaLine(written);
    return writtenMajor > major || (writtenMajor === major && writtenMinor > minor)
      ? [at("statefulset.interBrokerProtocolVersion", `${written} is newer than Kafka ${kafkaVersion} speaks`)]
      : [];
  },
});

export const protocolForNothing = defineCheck<Spec, Uses>({
  code: "SF2826",
  title: "A protocol version between brokers that has no effect",
  severity: "warning",
  because:
    "With KRaft, brokers follow the feature metadata.version, which they store themselves. Nothing reads this setting.",
  instead: "Remove it. The environment's README says how to finish an upgrade.",
  source: "Apache Kafka documentation, upgrading KRaft-based clusters",
  run: ({ spec: { engine, metadata, statefulset }, at }) =>
    engine === "statefulset" && metadata === "kraft" && statefulset.interBrokerProtocolVersion !== undefined
      ? [at("statefulset.interBrokerProtocolVersion", "the cluster has no ZooKeeper")]
      : [],
});

export const checks = [noRoomForTools, protocolAhead, protocolForNothing];
