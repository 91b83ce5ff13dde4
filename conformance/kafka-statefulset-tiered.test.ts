import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterTools, type KafkaCluster, startCluster } from "./kafka-cluster.js";
import { requireTools, tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

const missing = requireTools([...clusterTools, "javac"]);
if (missing) console.warn(`kafka-statefulset-tiered: skipped, ${missing}`);

/** Compiles the stand-in for the plugin against a version of Kafka. */
function compilePlugin(version: string, classes: string): void {
  const libs = join(kafkaTools(tool("kafka-env"), version), "..", "libs", "*");
  const source = fileURLToPath(new URL("tiered-storage/RemoteStorageManager.java", import.meta.url));
  mkdirSync(classes);
  execFileSync("javac", ["-cp", libs, "-d", classes, source]);
}

/** Asks until the answer is as wanted, or two minutes are over. */
async function until<T>(ask: () => T, isWanted: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 120_000;
  for (;;) {
    const answer = ask();
    if (isWanted(answer) || Date.now() > end) return answer;
    await sleep(500);
  }
}

describe.skipIf(missing).each([
  { kafkaVersion: "3.6.1", metadata: "zookeeper" as const },
  { kafkaVersion: "3.9.1", metadata: "kraft" as const },
  { kafkaVersion: "4.3.1", metadata: "kraft" as const },
])("tiered storage of Kafka $kafkaVersion by StatefulSets", ({ kafkaVersion, metadata }) => {
  const folder = mkdtempSync(join(tmpdir(), "streamform-tiered-"));
  const bucket = join(folder, "bucket");
  const segments = () => readdirSync(join(bucket, "segments")).filter((file) => file.endsWith(".log"));
  let cluster: KafkaCluster;

  beforeAll(async () => {
    compilePlugin(kafkaVersion, join(folder, "classes"));
    cluster = await startCluster({
      kafkaVersion,
      metadata,
      spec: {
        tieredStorage: {
          plugin: { image: "registry.acme.example/tiered-storage:1.1.1", classPath: "/mnt/tiered-storage/" },
        },
        configuration: {
          "remote.log.manager.task.interval.ms": 500,
          "log.retention.check.interval.ms": 500,
        },
      },
      volumes: { "tiered-storage-plugin": join(folder, "classes") },
      variables: () => ({ BUCKET: bucket }),
    });
  }, 300_000);
  afterAll(() => {
    cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells the plugin of every broker its bucket, its region and its cache", () => {
    for (const id of [0, 1, 2]) {
      const settings = readFileSync(join(bucket, `settings-${id}`), "utf8").split("\n");
      expect(settings).toEqual(
        expect.arrayContaining([
          "storage.s3.bucket.name=test-kafka-cluster-tiered-111122223333-eu-central-1",
          "storage.s3.region=eu-central-1",
          "key.prefix=test/",
          "chunk.size=4194304",
          "fetch.chunk.cache.size=1073741824",
        ]),
      );
    }
  });

  it("copies closed segments, takes them off the brokers, and serves all records all the same", async () => {
    const made = cluster.kafka("kafka-topics", [
      ...["--create", "--topic", "events", "--partitions", "1", "--config", "remote.storage.enable=true"],
      // Compressed, the records would be one open segment.
      ...["--config", "compression.type=uncompressed"],
      ...[
        "--config",
        "segment.bytes=1048576",
        "--config",
        "local.retention.bytes=1",
        "--config",
        "retention.ms=86400000",
      ],
    ]);
    expect(made.status, made.output).toBe(0);
    const records = Array.from({ length: 6000 }, (_, index) => `${index}-${"x".repeat(1000)}`);
    const written = cluster.kafka("kafka-console-producer", ["--topic", "events"], `${records.join("\n")}\n`);
    expect(written.status, written.output).toBe(0);

    expect((await until(segments, (list) => list.length >= 4)).length).toBeGreaterThanOrEqual(4);
    const earliestLocal = () =>
      Number(
        /events:0:(\d+)/.exec(cluster.kafka("kafka-get-offsets", ["--topic", "events", "--time", "-4"]).output)?.[1],
      );
    expect(await until(earliestLocal, (offset) => offset > 0)).toBeGreaterThan(0);

    const read = cluster.kafka("kafka-console-consumer", [
      ...["--topic", "events", "--from-beginning", "--max-messages", "6000", "--timeout-ms", "60000"],
      ...["--property", "print.value=false", "--property", "print.offset=true"],
    ]);
    const offsets = Array.from(read.output.matchAll(/^Offset:(\d+)/gm), ([, offset]) => Number(offset));
    expect(offsets).toEqual(records.map((_, offset) => offset));
  });

  it("keeps the topic of its metadata as safe as other topics", () => {
    const { output } = cluster.kafka("kafka-topics", ["--describe", "--topic", "__remote_log_metadata"]);
    expect(output).toMatch(/ReplicationFactor: 3\tConfigs: .*min\.insync\.replicas=2/);
  });

  it("refuses to tier a compacted topic, and one that keeps more on the brokers than in all", () => {
    const make = (name: string, ...settings: readonly string[]) =>
      cluster.kafka("kafka-topics", [
        ...["--create", "--topic", name, "--partitions", "1"],
        ...["remote.storage.enable=true", ...settings].flatMap((setting) => ["--config", setting]),
      ]).output;
    expect(make("compacted", "cleanup.policy=compact")).toMatch(
      /Remote log storage .*compact|only supports topics with cleanup\.policy=delete/,
    );
    expect(make("local", "retention.ms=1000", "local.retention.ms=2000")).toMatch(
      /local\.retention\.ms: Value must not be more than retention\.ms/,
    );
  });

  it("deletes the segments of a topic that is deleted", async () => {
    expect(cluster.kafka("kafka-topics", ["--delete", "--topic", "events"]).status).toBe(0);
    expect(await until(segments, (list) => list.length === 0)).toEqual([]);
  });
});
