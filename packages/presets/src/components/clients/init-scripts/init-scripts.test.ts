import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { codes, compileObject } from "../../../testing.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { sizing } from "../../operations/sizing/index.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";
import { initScripts } from "./index.js";

const components = [kubernetesKafka, secretStores, topics, users, sizing, initScripts];
const environment = (more: Readonly<Record<string, unknown>> = {}) => ({
  kubernetesKafka: {},
  secretStores: {},
  topics: { events: { partitions: 4, config: { "retention.ms": "7d" }, onRemove: "delete" } },
  users: { app: { acls: { produce: ["events"] }, onRemove: "delete" } },
  initScripts: { performance: { rate: 1000, duration: "10s" } },
  ...more,
});

describe("scripts for people", () => {
  it("are those that the Jobs run, with the same files", () => {
    const { file, manifest } = compileObject(environment(), ...components);
    for (const [component, script, list] of [
      ["topics", "apply-topics.sh", "topics.tsv"],
      ["users", "apply-users.sh", "users.tsv"],
    ] as const) {
      const { data } = manifest(component, "ConfigMap") as unknown as {
        readonly data: Readonly<Record<string, string>>;
      };
      expect(file(`hosts/init-scripts/${script}`)).toBe(data[script]);
      expect(file(`hosts/init-scripts/${list}`)).toBe(data[list]);
    }
  });

  it("delete nothing where an operator makes topics and users", () => {
    const { file } = compileObject(environment({ kubernetesKafka: { appliedBy: "strimzi" } }), ...components);
    expect(file("hosts/init-scripts/topics.tsv")).toBe("events\t4\t3\tkeep\tretention.ms=604800000\n");
    expect(file("hosts/init-scripts/users.tsv")).toContain("user\tapp\tscram-sha-512\tkeep\n");
    expect(file("hosts/init-scripts/settings.sh")).toContain("default TOPICS_REGISTRY ''");
  });

  it("describe the same topics and users, whoever makes them", () => {
    const list = {
      topics: { events: { partitions: 4, config: { "retention.ms": "7d" } } },
      users: { app: { acls: { process: ["events"] }, quotas: { produce: "1MiB" } } },
    };
    const [byJob, byStrimzi] = ["job", "strimzi"].map((appliedBy) => {
      const { file } = compileObject(environment({ ...list, kubernetesKafka: { appliedBy } }), ...components);
      return [file("hosts/init-scripts/topics.tsv"), file("hosts/init-scripts/users.tsv")];
    });
    expect(byStrimzi).toEqual(byJob);
  });

  it("test what is expected of the environment, where they are not told otherwise", () => {
    const expected = { messagesPerSecond: 2000, messageSize: "0.25KiB", latency: "20ms" };
    const settings = (performance: object, sizing?: object) =>
      compileObject(environment({ initScripts: { performance }, ...(sizing && { sizing }) }), ...components)
        .file("hosts/init-scripts/settings.sh")
        .match(/^default (TARGET_RATE|RECORD_SIZE|TARGET_P99_MS) .*$/gm);
    const lines = (rate: number, latency: number, size: number) =>
      expect.arrayContaining([
        `default TARGET_RATE '${rate}'`,
        `default TARGET_P99_MS '${latency}'`,
        `default RECORD_SIZE '${size}'`,
      ]);
    expect(settings({}, expected)).toEqual(lines(2000, 20, 256));
    expect(settings({ rate: 500, recordSize: "1KiB" }, expected)).toEqual(lines(500, 20, 1024));
    expect(settings({})).toEqual(lines(100_000, 50, 1024));
  });

  it("know the cluster, and what it is expected to take", () => {
    const kubernetes = { context: "acme production" };
    const settings = compileObject(environment({ kubernetes }), ...components).file("hosts/init-scripts/settings.sh");
    for (const line of [
      "KAFKA_BOOTSTRAP_SERVERS 'kafka:9093'",
      "ADMIN_SECRET 'test-admin'",
      "BROKERS '3'",
      "KUBE_CONTEXT 'acme production'",
      "TARGET_RATE '1000'",
      "TARGET_P99_MS '50'",
      "RECORDS '10000'",
      "RECORD_SIZE '1024'",
    ])
      expect(settings).toContain(`default ${line}\n`);
  });

  it("leave out what is not described: topics, users, an administrator's certificate", () => {
    const { plan } = compileObject(
      { kubernetesKafka: { hasAdministrator: false }, initScripts: { performance: { rate: 1000 } } },
      kubernetesKafka,
      initScripts,
    );
    const paths = plan.units.flatMap((unit) => unit.artifacts.map(({ path }) => path));
    expect(paths.filter((path) => path.startsWith("hosts/")).sort()).toEqual([
      "hosts/init-scripts/performance-test.sh",
      "hosts/init-scripts/settings.sh",
      "hosts/init-scripts/verify-cluster.sh",
    ]);
  });

  it("test for a minute, or for as long as small disks allow where nobody says how long", () => {
    const of = (storage: number, performance: Readonly<Record<string, unknown>> = {}) => {
      const small = environment({ kubernetesKafka: { storage }, initScripts: { performance } });
      const settings = compileObject(small, ...components).file("hosts/init-scripts/settings.sh");
      return { records: Number(/default RECORDS '(\d+)'/.exec(settings)?.[1]), found: codes(small, ...components) };
    };
    // Three copies of 100000 records of 1 KiB are 0.286 GiB a second: a quarter of 30 GiB holds 26 seconds.
    expect(of(30)).toEqual({ records: 2_600_000, found: [] });
    expect(of(3000)).toEqual({ records: 6_000_000, found: [] });
  });

  it("leave neither topic nor consumer group behind, and say where one cannot be deleted", () => {
    const { plan } = compileObject(environment(), ...components);
    const folder = mkdtempSync(join(tmpdir(), "performance-test-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const put = (name: string, content: string) => writeFileSync(join(folder, name), content, { mode: 0o755 });
    for (const { path, content } of plan.units.flatMap(({ artifacts }) => artifacts))
      if (path.startsWith("hosts/init-scripts/")) put(basename(path), content);
    /** A tool of Kafka that notes what it is asked for and answers with a line. */
    const tool = (name: string, answer: string) =>
      put(`kafka-${name}.sh`, `#!/usr/bin/env bash\necho "${name} $*" >>'${folder}/calls'\nprintf '${answer}\\n'\n`);
    tool("topics", "");
    tool("producer-perf-test", "10000 records sent, 1000.0 records/sec (1.0 MB/sec), 5 ms avg latency, 9 ms 99th.");
    tool("consumer-perf-test", "data.consumed.in.nMsg, fetch.nMsg.sec\\n10000, 2000.0");
    const run = () => {
      writeFileSync(join(folder, "calls"), "");
      const { status, stderr } = spawnSync("bash", [join(folder, "performance-test.sh")], {
        env: { PATH: process.env["PATH"], KAFKA_BIN: folder },
        encoding: "utf8",
      });
      const changes = readFileSync(join(folder, "calls"), "utf8").match(/^.*--delete.*$/gm) ?? [];
      return { status, stderr, changes: changes.map((call) => call.replace(/ --bootstrap.*properties/, "")) };
    };
    tool("consumer-groups", "Deletion of requested consumer groups (streamform-performance-test) was successful.");
    const changes = [
      "consumer-groups --delete --group streamform-performance-test",
      "topics --delete --topic streamform-performance-test",
    ];
    expect(run()).toEqual({ status: 0, stderr: "", changes });
    tool("consumer-groups", "Error: Deletion of some consumer groups failed:");
    expect(run()).toMatchObject({
      status: 0,
      stderr: "performance-test: could not delete the consumer group streamform-performance-test\n",
      changes,
    });
  });

  it("do not fill the disks by testing: SF2915", () => {
    const test = (performance: Readonly<Record<string, unknown>>) =>
      codes(environment({ initScripts: { performance } }), ...components);
    expect(test({ rate: 100_000, duration: "10m" })).toEqual(["SF2915"]);
    expect(test({ rate: 100_000, duration: "1m" })).toEqual([]);
    expect(test({ rate: 100_000_000, recordSize: "1024KiB" })).toEqual(["SF2915"]);
  });
});
