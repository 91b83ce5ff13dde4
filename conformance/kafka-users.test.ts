import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { initScripts } from "../packages/presets/src/components/clients/init-scripts/index.js";
import { topics } from "../packages/presets/src/components/clients/topics/index.js";
import { users } from "../packages/presets/src/components/clients/users/index.js";
import { certificates } from "../packages/presets/src/components/cluster/certificates/index.js";
import { secretStores } from "../packages/presets/src/components/cluster/secret-stores/index.js";
import { kafkaCluster } from "../packages/presets/src/components/kafka/kafka-cluster/index.js";
import { compileObject } from "../packages/presets/src/testing.js";
import { clusterTools, type KafkaCluster, startCluster } from "./kafka-cluster.js";
import { kubectl, listeningTools, type Run, zookeeper } from "./kafka-users-tools.js";
import { requireTools } from "./tools.js";

const missing = requireTools(clusterTools);
if (missing) console.warn(`users: skipped, ${missing}`);

/** The topics of llm-analytics. */
const partitions = {
  "llm-events": 32,
  "llm-metrics": 32,
  "llm-analytics": 16,
  "llm-traces": 32,
  "llm-errors": 16,
  "llm-audit": 8,
  "llm-aggregated-metrics": 16,
  "llm-alerts": 8,
  "llm-usage-stats": 16,
  "llm-model-performance": 16,
  "llm-cost-tracking": 8,
  "llm-user-feedback": 8,
  "llm-session-events": 16,
  "llm-deadletter": 8,
};
const ingest = { acls: { produce: ["llm-*"] }, quotas: { produce: "100MiB" } };
const dashboards = { acls: { consume: ["llm-*"] }, onRemove: "delete" };
const enricher = { acls: { process: ["llm-*"] } };
/** As people write them, and one more than they should. */
const passwords = {
  ingest: "Ingest48",
  dashboards: "dash, =[x]: #!$y",
  enricher: "Enricher48",
  unlisted: "Unlisted48",
};

describe.skipIf(missing).each([
  { kafkaVersion: "4.3.1", metadata: "kraft" as const },
  { kafkaVersion: "3.6.1", metadata: "zookeeper" as const },
])("topics and users on Kafka $kafkaVersion with $metadata", (options) => {
  const isKraft = options.metadata === "kraft";
  let cluster: KafkaCluster;
  let calls = "";
  let tools = "";
  let classes = "";
  beforeAll(async () => {
    cluster = await startCluster(options);
    calls = join(cluster.folder, "calls");
    classes = join(cluster.folder, "classes.jsa");
    tools = listeningTools(cluster, calls);
    // With the classes of one tool kept, the others are there in half the time.
    const list = ["--bootstrap-server", cluster.bootstrap.mtls, "--command-config", cluster.adminConfig, "--list"];
    const env = { ...cluster.env, KAFKA_OPTS: `-XX:ArchiveClassesAtExit=${classes}` };
    spawnSync(join(cluster.bin, "kafka-topics.sh"), list, { env });
  }, 300_000);
  afterAll(() => cluster?.stop());

  /** What an environment with these users compiles to. */
  const compiled = (list: Readonly<Record<string, unknown>>) =>
    compileObject(
      {
        kubernetes: { namespace: "kafka" },
        certificates: {},
        secretStores: {},
        kafkaCluster: { engine: "statefulset", ...options, zones: ["eu-central-1a"] },
        topics: Object.fromEntries(
          Object.entries(partitions).map(([name, count]) => [
            name,
            {
              partitions: count,
              config: name === "llm-audit" ? { "cleanup.policy": "compact" } : { "retention.ms": "7d" },
            },
          ]),
        ),
        users: list,
        initScripts: {},
      },
      certificates,
      secretStores,
      kafkaCluster,
      topics,
      users,
      initScripts,
    );

  /** Folders of a pod, and where they are on this machine. */
  const here = (text: string, files: string) =>
    text
      .replaceAll("/mnt/user", cluster.adminSecret)
      .replaceAll("/mnt/trust", cluster.adminSecret)
      .replaceAll("allowed.paths=/mnt", "allowed.paths=/")
      .replaceAll("/etc/streamform/files", files)
      .replaceAll("/etc/streamform/passwords", join(cluster.folder, "passwords"));

  /** Runs a component's Job: its command, with its variables and the files of its ConfigMap. */
  function run(component: "topics" | "users", list: Readonly<Record<string, unknown>>): Run {
    const { manifest } = compiled(list);
    const files = join(cluster.folder, component);
    mkdirSync(files, { recursive: true });
    const { data } = manifest(component, "ConfigMap") as unknown as { data: Record<string, string> };
    for (const [name, text] of Object.entries(data)) writeFileSync(join(files, name), here(text, files));
    const job = manifest(component, "Job") as unknown as JobManifest;
    const [container] = job.spec.template.spec.containers;
    const variables = Object.fromEntries(container.env.map(({ name, value }) => [name, here(value, files)]));
    const [command = "", ...parameters] = container.command.map((word) => here(word, files));
    return execute(command, parameters, { ...variables, LOG_DIR: cluster.folder });
  }

  function execute(command: string, parameters: readonly string[], variables: Readonly<Record<string, string>>): Run {
    writeFileSync(calls, "");
    const { status, stdout, stderr } = spawnSync(command, parameters, {
      encoding: "utf8",
      env: {
        ...cluster.env,
        KAFKA_BIN: tools,
        KAFKA_OPTS: `-Xshare:auto -XX:SharedArchiveFile=${classes}`,
        ...variables,
      },
    });
    const shown = `${stdout}${stderr}`;
    for (const password of Object.values(passwords))
      expect(`${shown}${readFileSync(calls, "utf8")}`).not.toContain(password);
    return { status, lines: stdout.trimEnd().split("\n"), shown, calls: readFileSync(calls, "utf8") };
  }

  function savePasswords(list: Readonly<Record<string, string>>): void {
    mkdirSync(join(cluster.folder, "passwords"), { recursive: true });
    for (const [name, password] of Object.entries(list))
      writeFileSync(join(cluster.folder, "passwords", name), password);
  }

  const acls = () => cluster.kafka("kafka-acls", ["--list"]).output;
  const as = (user: keyof typeof passwords, name: string, parameters: readonly string[], input?: string) =>
    cluster.kafkaAs(cluster.scramConfig(user, passwords[user]), cluster.bootstrap.scram, name, parameters, input);
  const produce = (user: keyof typeof passwords) =>
    as(user, "kafka-console-producer", ["--topic", "llm-events", "--request-required-acks", "all"], "an event\n");

  it("creates the 14 topics, by the administrator's certificate in PEM, and changes nothing the second time", () => {
    const first = run("topics", {});
    expect(first.shown).toContain("summary: created 14 changed 0 deleted 0 unchanged 0 refused 0 failed 0");
    expect(first.status).toBe(0);
    if (!isKraft) return;
    const second = run("topics", {});
    expect(second.lines).toEqual([
      "unchanged 14",
      expect.stringContaining("created 0 changed 0 deleted 0 unchanged 14"),
    ]);
    expect(second.calls).not.toMatch(changing);
  });

  it("creates users with their rights and quotas, and changes nothing the second time", () => {
    savePasswords(passwords);
    const first = run("users", { ingest, dashboards, enricher });
    expect(first.shown).toContain("summary: created 3 changed 0 deleted 0 unchanged 0 failed 0");
    expect(first.status).toBe(0);
    const second = run("users", { ingest, dashboards, enricher });
    expect(second.lines).toEqual(["unchanged 3", "summary: created 0 changed 0 deleted 0 unchanged 3 failed 0"]);
    expect(second.calls).not.toMatch(changing);
  });

  it.runIf(isKraft)("lets each do what its role says, and nothing else", () => {
    expect(produce("ingest")).toEqual({ status: 0, output: expect.not.stringContaining("Exception") });
    // Without a topic that it may write to, it may not even begin.
    expect(produce("dashboards").output).toMatch(/(Topic|Cluster)AuthorizationException/);
    const read = (user: "dashboards" | "ingest", group: string) =>
      as(user, "kafka-console-consumer", [
        ...[
          "--topic",
          "llm-events",
          "--group",
          group,
          "--from-beginning",
          "--max-messages",
          "1",
          "--timeout-ms",
          "20000",
        ],
      ]).output;
    expect(read("dashboards", "dashboards-1")).toContain("an event");
    expect(read("dashboards", "enricher-1")).toContain("GroupAuthorizationException");
    expect(as("unlisted", "kafka-topics", ["--list"]).output).toContain("SaslAuthenticationException");
  });

  it("takes away what the spec no longer says, sets a wrong password right, deletes whom it may, and lets others be", () => {
    const allow = (principal: string, ...rest: string[]) =>
      cluster.kafka("kafka-acls", ["--add", "--allow-principal", principal, ...rest]);
    allow("User:somebody", "--operation", "Read", "--topic", "llm-events");
    allow("User:ingest", "--operation", "Alter", "--cluster");
    const set = ["--alter", "--entity-type", "users", "--entity-name"];
    cluster.kafka("kafka-configs", [...set, "ingest", "--add-config", "SCRAM-SHA-512=[password=changed]"]);
    const result = run("users", { ingest: { acls: { produce: ["llm-events"] } }, enricher });
    expect(result.status).toBe(0);
    expect(result.lines).toEqual(
      expect.arrayContaining([
        "granted ingest: ALLOW DESCRIBE WRITE on TOPIC llm-events (LITERAL, from *)",
        "revoked ingest: ALLOW ALTER on CLUSTER kafka-cluster (LITERAL, from *)",
        "revoked ingest: ALLOW DESCRIBE WRITE on TOPIC llm- (PREFIXED, from *)",
        "changed ingest: producer_byte_rate 1.048576E8 → unlimited",
        "changed ingest: password",
        "deleted dashboards",
        "summary: created 0 changed 1 deleted 1 unchanged 1 failed 0",
      ]),
    );
    const left = acls();
    expect(left).toContain("User:somebody");
    expect(left).not.toContain("User:dashboards");
    expect(left).not.toContain("operation=ALTER,");
    expect(produce("ingest").output).not.toContain("Exception");
    expect(as("dashboards", "kafka-topics", ["--list"]).output).toContain("SaslAuthenticationException");
  });

  it("has scripts for people that do the same as the Jobs, verify the cluster, and test how much it takes", () => {
    const list = { ingest: { acls: { produce: ["llm-events"] } }, enricher };
    const { plan } = compiled(list);
    const folder = join(cluster.folder, "init-scripts");
    for (const { path, content, executable } of plan.units.flatMap((unit) => unit.artifacts)) {
      if (!path.startsWith("hosts/init-scripts/")) continue;
      const file = join(folder, path.slice("hosts/init-scripts/".length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { mode: executable ? 0o755 : 0o644 });
    }
    const credentials = join(cluster.folder, "credentials");
    const script = (name: string, variables: Readonly<Record<string, string>> = {}) =>
      execute(join(folder, name), [], { KAFKA_CLIENT_CONFIG: join(credentials, "client.properties"), ...variables });

    const path = `${kubectl(cluster)}${delimiter}${cluster.env["PATH"]}`;
    expect(execute(join(folder, "fetch-credentials.sh"), [credentials], { PATH: path })).toMatchObject({ status: 0 });
    expect(statSync(join(credentials, "admin.key")).mode & 0o077).toBe(0);

    const again = script("setup-acls.sh");
    expect(again.lines).toEqual(["unchanged 2", "summary: created 0 changed 0 deleted 0 unchanged 2 failed 0"]);
    expect(again.calls).not.toMatch(changing);

    cluster.kafka("kafka-topics", ["--delete", "--topic", "llm-alerts"]);
    const incomplete = script("verify-cluster.sh", { BROKERS: "4" });
    expect(incomplete).toMatchObject({ status: 1, calls: expect.not.stringMatching(changing) });
    expect(incomplete.lines).toEqual(
      expect.arrayContaining([
        "FAIL brokers: 3 of 4 answer, 0 fenced",
        ...(isKraft ? [] : ["PASS quorum: metadata is in ZooKeeper, which is asked where ZOOKEEPER names it"]),
        "FAIL topics: not as described",
        "     would have created llm-alerts (8 partitions, factor 3)",
      ]),
    );
    expect(script("create-topics.sh").lines.at(-1)).toContain("created 1 changed 0 deleted 0 unchanged 13");
    const complete = script("verify-cluster.sh", isKraft ? {} : zookeeper(cluster));
    expect(complete.lines).toEqual([
      "PASS brokers: 3 of 3",
      isKraft
        ? expect.stringMatching(/^PASS quorum: leader \d+ of 3 voters, all keep up$/)
        : expect.stringMatching(/^PASS quorum: ZooKeeper knows the brokers \d+ \d+ \d+$/),
      expect.stringMatching(/^PASS partitions: all \d+ have a leader and every copy in sync$/),
      "PASS topics: as described (14)",
      "PASS users: as described (2)",
    ]);
    expect(complete.status).toBe(0);

    const tested = script("performance-test.sh", {
      ...{ RECORDS: "2000", PARTITIONS: "3", TARGET_RATE: "100000000", TARGET_P99_MS: "60000" },
    });
    expect(tested.status).toBe(1);
    expect(tested.lines.slice(-3)).toEqual([
      expect.stringMatching(/^FAIL rate: [0-9.]+ records a second of 100000000$/),
      expect.stringMatching(/^PASS latency: 99 of 100 records within \d+ ms of 60000$/),
      expect.stringMatching(/^FAIL reading: 2000 records, [0-9.]+ a second of 100000000$/),
    ]);
    expect(cluster.kafka("kafka-topics", ["--list"]).output).not.toContain("performance-test");
    expect(cluster.kafka("kafka-consumer-groups", ["--list"]).output).not.toContain("performance-test");
  });
});

/** Options of Kafka's tools that change something. */
const changing = /--(add|remove|alter|create|delete)\b/;

interface JobManifest {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly [
          {
            readonly command: readonly string[];
            readonly env: readonly { readonly name: string; readonly value: string }[];
          },
        ];
      };
    };
  };
}
