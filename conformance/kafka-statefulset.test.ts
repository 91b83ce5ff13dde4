import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterTools, type KafkaCluster, startCluster } from "./kafka-cluster.js";
import { requireTools } from "./tools.js";

const missing = requireTools(clusterTools);
if (missing) console.warn(`kafka-statefulset: skipped, ${missing}`);

describe.skipIf(missing).each([
  { kafkaVersion: "4.3.1", metadata: "kraft" as const },
  { kafkaVersion: "3.6.1", metadata: "zookeeper" as const },
])("Kafka $kafkaVersion by StatefulSets, with $metadata", (options) => {
  let cluster: KafkaCluster;
  beforeAll(async () => {
    console.time("up");
    cluster = await startCluster(options);
    console.timeEnd("up");
  }, 300_000);
  afterAll(() => cluster?.stop());

  it("takes an administrator's certificate", () => {
    const made = cluster.kafka("kafka-topics", [
      "--create",
      "--topic",
      "a",
      "--partitions",
      "3",
      "--replication-factor",
      "3",
    ]);
    expect(made.output).toContain("Created topic a.");
  });
});
