import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectorsSpec } from "../packages/presets/src/components/clients/kafka-connect/connector-spec.js";
import { restConfigOf } from "../packages/presets/src/components/clients/kafka-connect/connectors.js";
import { rightsOf } from "../packages/presets/src/components/clients/kafka-connect/rights.js";
import { kafkaConnectSpec } from "../packages/presets/src/components/clients/kafka-connect/spec.js";
import { accessRules, missingRights } from "../packages/presets/src/components/clients/users/access-rules.js";
import type { UserLogin } from "../packages/presets/src/kafka/login.js";
import { usersSpec } from "../packages/presets/src/components/clients/users/spec.js";
import { propertiesOf } from "../packages/presets/src/kafka/by-job/connect/properties.js";
import { exporterRules } from "../packages/presets/src/kafka/metrics/rules.js";
import { kafkaScript } from "../packages/presets/src/kafka/script.js";
import { makeCertificates, type TlsBroker, tlsBroker } from "./tls-broker.js";
import { requireTools, tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

const skipped = requireTools(["kafka-env", "java", "mvn", "openssl", "curl"]);
if (skipped) console.warn(`kafka-connect: skipped, ${skipped}`);

const template = (name: string) =>
  fileURLToPath(new URL(`../packages/presets/src/kafka/by-job/connect/templates/${name}`, import.meta.url));

const applyScript = kafkaScript(pathToFileURL(template("apply-connectors.sh")), (file) => readFileSync(file, "utf8"));

/** A worker of the engine statefulset that logs in as a user with the rights that the spec's check asks for, and no more; its connectors by the Job. */
describe.skipIf(skipped).each(["3.6.1", "4.3.1"])("connect-distributed.sh of Kafka %s", (version) => {
  const port = 22000 + Math.floor(Math.random() * 8000);
  const rest = port + 10;
  const metrics = port + 11;
  const url = `http://127.0.0.1:${rest}`;
  const env: NodeJS.ProcessEnv = { ...process.env, KAFKA_HEAP: "192m", KAFKA_OPTS: "-XX:TieredStopAtLevel=1" };
  let folder = "";
  let home = "";
  let broker: TlsBroker;
  let login: UserLogin;
  let worker: ChildProcess | undefined;

  const kafka = (name: string, parameters: readonly string[], input = ""): string =>
    execFileSync(join(home, "bin", `${name}.sh`), ["--bootstrap-server", broker.plain, ...parameters], {
      env,
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  const ask = (path: string, ...parameters: string[]): string =>
    execFileSync("curl", ["--silent", ...parameters, `${url}${path}`], { encoding: "utf8" });
  const eventually = async (what: () => boolean) => {
    for (const end = Date.now() + 120_000; !what(); await sleep(1000))
      if (Date.now() > end) throw new Error(readFileSync(join(folder, "worker.log"), "utf8").slice(-6000));
  };

  const heartbeat = {
    class: "org.apache.kafka.connect.mirror.MirrorHeartbeatConnector",
    clients: ["target.cluster."],
    config: { "source.cluster.alias": "test", "target.cluster.alias": "test" },
  };
  const lines = {
    class: "org.apache.kafka.connect.file.FileStreamSourceConnector",
    config: { file: "", topic: "lines", "key.converter": "org.apache.kafka.connect.storage.StringConverter" },
  };
  const out = {
    class: "org.apache.kafka.connect.file.FileStreamSinkConnector",
    topics: ["lines"],
    config: { file: { secretsManager: "out" } },
  };

  /** What the Job does with these connectors: its exit code, and what it says. */
  const apply = (connectors: object, more: NodeJS.ProcessEnv = {}, ...parameters: string[]) => {
    const parsed = connectorsSpec.parse(connectors);
    const files = join(folder, "connectors");
    rmSync(files, { recursive: true, force: true });
    mkdirSync(files);
    const entries = Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(join(files, "connectors.tsv"), entries.map(([name, { state }]) => `${name}\t${state}\n`).join(""));
    for (const [name, connector] of entries) {
      const config = JSON.stringify(restConfigOf(name, connector, { login, owner: "test" }), null, 2);
      writeFileSync(join(files, `${name}.json`), config.replaceAll("/mnt/", `${folder}/`));
    }
    const { status, stdout, stderr } = spawnSync("bash", ["-c", applyScript, "apply-connectors.sh", ...parameters], {
      env: { ...env, CONNECT_URL: url, CONNECTORS_DIR: files, OWNER: "test", RETRY_SECONDS: "120", ...more },
      encoding: "utf8",
    });
    return { status, said: stdout.trim().split("\n"), stderr };
  };
  const summary = (outcomes: string) => `summary: ${outcomes}`;

  beforeAll(async () => {
    home = join(kafkaTools(tool("kafka-env"), version), "..");
    folder = mkdtempSync(join(tmpdir(), "streamform-connect-"));
    makeCertificates(folder);
    mkdirSync(join(folder, "user"));
    const openssl = (...parameters: string[]) =>
      execFileSync("openssl", parameters, { cwd: folder, stdio: "ignore", encoding: "utf8" });
    openssl(
      "req",
      "-new",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "user/tls.key",
      "-out",
      "r",
      "-subj",
      "/CN=connect",
    );
    const ca = ["-CA", "trust/ca.crt", "-CAkey", "ca.key", "-CAcreateserial"];
    openssl("x509", "-req", "-in", "r", ...ca, "-out", "user/tls.crt", "-days", "2");
    mkdirSync(join(folder, "secrets"));
    writeFileSync(join(folder, "secrets", "out.file"), join(folder, "out", "records"));
    writeFileSync(join(folder, "input"), "one\ntwo\nthree\n");
    lines.config.file = join(folder, "input");

    broker = tlsBroker(join(home, "bin"), folder, port);
    broker.start();
    const spec = kafkaConnectSpec.parse({
      user: "connect",
      converters: { value: { config: { "schemas.enable": false } } },
    });
    const { connect: user } = usersSpec.parse({
      connect: {
        authentication: "tls",
        acls: {
          produce: ["connect-*", "heartbeats", "lines"],
          consume: ["connect-*", "lines"],
          groups: ["connect-*"],
          rules: [{ resource: "topic", name: "connect-*", operations: ["Create"] }],
        },
      },
    });
    if (!user) throw new Error("no user");
    const rules = accessRules("connect", user);
    expect(missingRights(rightsOf({ ...spec, connectors: connectorsSpec.parse({ out }) }, []), rules)).toEqual([]);
    for (const { resource, pattern, operations } of rules)
      kafka("kafka-acls", [
        "--add",
        "--allow-principal",
        "User:CN=connect",
        `--${resource}`,
        pattern.name,
        "--resource-pattern-type",
        pattern.kind,
        ...operations.flatMap((operation) => ["--operation", operation]),
      ]);
    for (const topic of ["heartbeats", "lines"])
      kafka("kafka-topics", ["--create", "--topic", topic, "--partitions", "1"]);

    login = {
      listener: {
        name: "mtls",
        protocol: "SSL",
        port: 9093,
        bootstrapServers: broker.address,
        trust: { secret: "kafka-ca", key: "ca.crt" },
      },
      username: "connect",
      credentials: {
        authentication: "tls",
        certificate: { secret: "connect", certificate: "tls.crt", privateKey: "tls.key" },
      },
    };
    // The file connectors are on no worker's path.
    mkdirSync(join(folder, "plugins"));
    cpSync(join(home, "libs", `connect-file-${version}.jar`), join(folder, "plugins", "connect-file.jar"));
    const properties = propertiesOf(spec, login)
      .replaceAll("/mnt", folder)
      .replace("plugin.path=/opt/kafka/plugins", `plugin.path=${join(folder, "plugins")}`)
      .replace("listeners=http://0.0.0.0:8083", `listeners=${url}`)
      .replace("rest.advertised.port=8083", `rest.advertised.port=${rest}`);
    writeFileSync(join(folder, "connect.properties"), properties);
    writeFileSync(join(folder, "metrics.json"), JSON.stringify(exporterRules("connect")));
    const log = openSync(join(folder, "worker.log"), "a");
    worker = spawn("bash", [template("start-connect.sh")], {
      env: {
        ...env,
        KAFKA_HOME: home,
        KAFKA_HEAP_OPTS: "-Xms64m -Xmx384m",
        FILES: folder,
        POD_IP: "127.0.0.1",
        SECRETS: ["user", "trust", "secrets"].map((name) => join(folder, name)).join(" "),
        SEEN: join(folder, "seen"),
        JMX_EXPORTER: join(home, "jmx_prometheus_javaagent*.jar"),
        METRICS_PORT: String(metrics),
        METRICS_FILE: "metrics.json",
      },
      stdio: ["ignore", log, log],
    });
  });
  afterAll(() => {
    worker?.kill("SIGKILL");
    broker?.wipe();
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes its topics, and lets the script wait until it serves", () => {
    const { status, said, stderr } = apply({ heartbeat });
    expect([status, said], stderr).toEqual([
      0,
      ["created heartbeat", summary("created 1 changed 0 deleted 0 unchanged 0 failed 0")],
    ]);
    expect(kafka("kafka-topics", ["--list"]).split("\n")).toEqual(
      expect.arrayContaining(["connect-configs", "connect-offsets", "connect-status"]),
    );
    expect(ask("/connectors/heartbeat/status")).toContain('"state":"RUNNING"');
  });

  it("writes and reads with the rights of its user, and secrets from files", async () => {
    mkdirSync(join(folder, "out"));
    const { status, said, stderr } = apply({ heartbeat, lines, out });
    expect([status, said.at(-1)], stderr).toEqual([0, summary("created 2 changed 0 deleted 0 unchanged 1 failed 0")]);
    const records = join(folder, "out", "records");
    await eventually(() => spawnSync("cat", [records], { encoding: "utf8" }).stdout === "one\ntwo\nthree\n");
    const beats = kafka("kafka-console-consumer", ["--topic", "heartbeats", "--from-beginning", "--max-messages", "1"]);
    expect(beats).not.toBe("");
    expect(JSON.parse(ask("/connectors/out/config"))).toMatchObject({ file: `\${files:${folder}/secrets:out.file}` });
  });

  it("is left alone by a second run", () => {
    const config = ask("/connectors/lines/config");
    const { status, said } = apply({ heartbeat, lines, out });
    expect([status, said]).toEqual([0, [summary("created 0 changed 0 deleted 0 unchanged 3 failed 0")]]);
    expect(ask("/connectors/lines/config")).toBe(config);
  });

  it("changes what differs, pauses, stops and resumes", () => {
    const changed = { ...lines, config: { ...lines.config, "batch.size": 10 } };
    const first = apply({
      heartbeat: { ...heartbeat, state: "paused" },
      lines: changed,
      out: { ...out, state: "stopped" },
    });
    expect([first.status, first.said], first.stderr).toEqual([
      0,
      [
        "changed heartbeat: running → paused",
        "changed lines: batch.size",
        "changed out: running → stopped",
        summary("created 0 changed 3 deleted 0 unchanged 0 failed 0"),
      ],
    ]);
    const again = apply({ heartbeat, lines: changed, out });
    expect([again.status, again.said.slice(0, 2)], again.stderr).toEqual([
      0,
      ["changed heartbeat: paused → running", "changed out: stopped → running"],
    ]);
  });

  it("starts failed tasks again once their reason is mended, and tells it otherwise", () => {
    const broken = { ...out, config: { file: join(folder, "missing", "records") } };
    const first = apply({ heartbeat, lines, out: broken });
    expect(first.status, first.stderr).toBe(1);
    expect(first.said).toContainEqual(expect.stringMatching(/^failed out: .*Couldn't find or create file/));
    mkdirSync(join(folder, "missing"));
    const { status, said, stderr } = apply({ heartbeat, lines, out: broken });
    expect(status, stderr).toBe(0);
    expect(said).toContainEqual(expect.stringMatching(/^restarted failed parts of out: /));
    expect(ask("/connectors/out/status")).not.toContain("FAILED");
  });

  it("refuses a configuration before it is put, and does the others", () => {
    const { status, said, stderr } = apply({
      heartbeat,
      lines: { ...lines, config: { file: "x" } },
      unknown: { class: "org.example.Nothing" },
    });
    expect(status, stderr).toBe(1);
    expect(said).toContainEqual(expect.stringMatching(/^failed lines: topic: .*Missing required configuration/));
    expect(said).toContainEqual(expect.stringMatching(/^failed unknown: .*org\.example\.Nothing/));
    expect(JSON.parse(ask("/connectors/lines/config"))).toMatchObject({ topic: "lines" });
  });

  it("loses connectors that the spec no longer has, and keeps those that somebody else made", () => {
    const foreign = JSON.stringify({
      "connector.class": lines.class,
      file: join(folder, "input"),
      topic: "lines",
      "tasks.max": "1",
    });
    const put = ["--request", "PUT", "--header", "Content-Type: application/json", "--data", foreign];
    ask("/connectors/foreign/config", ...put);
    const plan = apply({ heartbeat }, {}, "--dry-run");
    expect(plan.said.slice(0, 1)).toEqual(["would have deleted lines"]);
    const { status, said, stderr } = apply({ heartbeat });
    expect([status, said.at(-1)], stderr).toEqual([0, summary("created 0 changed 0 deleted 1 unchanged 1 failed 0")]);
    expect((JSON.parse(ask("/connectors")) as string[]).sort()).toEqual(["foreign", "heartbeat"]);
    expect(apply({}).said).toEqual([
      "deleted heartbeat",
      summary("created 0 changed 0 deleted 1 unchanged 0 failed 0"),
    ]);
  });

  it("serves the metrics that alerts ask for, and is well until its certificate is another one", () => {
    apply({ heartbeat });
    const served = execFileSync("curl", ["-sf", `http://127.0.0.1:${metrics}/metrics`], { encoding: "utf8" });
    expect(served).toMatch(
      /^kafka_connect_connect_worker_metrics_connector_failed_task_count\{connector="heartbeat"\} 0/m,
    );
    const isHealthy = () =>
      spawnSync("bash", [template("is-healthy.sh")], {
        env: { ...env, SEEN: join(folder, "seen"), REST_PORT: String(rest) },
      }).status;
    expect(isHealthy()).toBe(0);
    writeFileSync(join(folder, "user", "tls.crt"), "another");
    expect(isHealthy()).not.toBe(0);
  });

  it("tells when nobody answers", () => {
    const nobody = apply({ heartbeat }, { CONNECT_URL: `http://127.0.0.1:${metrics + 1}`, RETRY_SECONDS: "4" });
    expect(nobody.status).toBe(5);
    expect(nobody.stderr).toContain("Kafka Connect did not answer within 4 s");
  });
});
