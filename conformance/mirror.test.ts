import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mirrorFlowOf, type Login } from "../packages/presets/src/components/clients/mirror/flow.js";
import { rulesOf } from "../packages/presets/src/components/clients/mirror/rules.js";
import { mirrorSpec } from "../packages/presets/src/components/clients/mirror/spec.js";
import type { Rules } from "../packages/presets/src/components/clients/users/own-user.js";
import { propertiesOf } from "../packages/presets/src/kafka/by-job/mirror/properties.js";
import { exporterRules } from "../packages/presets/src/kafka/metrics/rules.js";
import { kafkaScript } from "../packages/presets/src/kafka/script.js";
import { grantOf, makeCertificates, type TlsBroker, tlsBroker } from "./tls-broker.js";
import { requireTools, tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

const skipped = requireTools(["kafka-env", "java", "mvn", "openssl", "curl"]);
if (skipped) console.warn(`mirror: skipped, ${skipped}`);

const templates = new URL("../packages/presets/src/kafka/by-job/mirror/templates/", import.meta.url);
const script = (name: string) => kafkaScript(new URL(name, templates), (file) => readFileSync(file, "utf8"));
const password = "of-a-test";
const ownName = "test-mirror";

/** A mirror of the engine statefulset, from one broker that asks for a certificate to one that asks for a password, with the rights that it is given and no others. */
describe.skipIf(skipped).each(["3.6.1", "4.3.1"])("connect-mirror-maker.sh of Kafka %s", (version) => {
  const port = 22000 + Math.floor(Math.random() * 8000);
  const metrics = port + 20;
  const env: NodeJS.ProcessEnv = { ...process.env, KAFKA_HEAP: "192m", KAFKA_OPTS: "-XX:TieredStopAtLevel=1" };
  let folder = "";
  let home = "";
  let source: TlsBroker;
  let target: TlsBroker;
  let mirror: ChildProcess | undefined;

  const local = (name: string) => script(name).replaceAll("/tmp/", `${folder}/`);
  const kafka = (name: string, broker: TlsBroker, parameters: readonly string[], input = ""): string =>
    execFileSync(join(home, "bin", `${name}.sh`), ["--bootstrap-server", broker.plain, ...parameters], {
      env,
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  const grant = (broker: TlsBroker, principal: string, rules: Rules) => {
    for (const rule of rules) kafka("kafka-acls", broker, grantOf(principal, rule));
  };
  const consume = (broker: TlsBroker, topic: string, group: string, count: number) => {
    const parameters = ["--topic", topic, "--group", group, "--from-beginning", "--timeout-ms", "60000"];
    return kafka("kafka-console-consumer", broker, [...parameters, "--max-messages", String(count)])
      .trim()
      .split("\n");
  };
  const eventually = async (what: () => boolean) => {
    for (const end = Date.now() + 240_000; !what(); await sleep(2000))
      if (Date.now() > end) throw new Error(readFileSync(join(folder, "mirror.log"), "utf8").slice(-4000));
  };

  beforeAll(async () => {
    home = join(kafkaTools(tool("kafka-env"), version), "..");
    folder = mkdtempSync(join(tmpdir(), "streamform-mirror-"));
    makeCertificates(folder, ownName);
    const listener = "listener.name.sasl_ssl";
    source = tlsBroker(join(home, "bin"), folder, port);
    target = tlsBroker(join(home, "bin"), folder, port + 10, [
      `${listener}.sasl.enabled.mechanisms=SCRAM-SHA-512`,
      `${listener}.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`,
    ]);
    source.start();
    target.start();
    const user = ["--alter", "--entity-type", "users", "--entity-name", "mirror"];
    kafka("kafka-configs", target, [...user, "--add-config", `SCRAM-SHA-512=[password=${password}]`]);
    kafka("kafka-topics", source, [
      "--create",
      "--topic",
      "llm-events",
      "--partitions",
      "2",
      "--config",
      "retention.ms=86400000",
    ]);
    kafka("kafka-topics", source, ["--create", "--topic", "private", "--partitions", "1"]);
    kafka("kafka-console-producer", source, ["--topic", "llm-events"], "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    consume(source, "llm-events", "reader", 9);

    const { dr } = mirrorSpec.parse({
      dr: {
        direction: "to",
        cluster: {
          alias: "dr",
          bootstrapServers: [target.scramAddress],
          trust: { secret: "dr-ca" },
          scram: { username: "mirror", password: { secretsManager: "dr/mirror" } },
        },
        topics: ["llm-.*"],
        syncInterval: "2s",
        refreshInterval: "5s",
        tasks: 2,
      },
    });
    if (dr === undefined) throw new Error("no mirror");
    const here: Login = {
      listener: { bootstrapServers: source.address, protocol: "SSL", trust: { secret: "kafka-ca", key: "ca.crt" } },
      credentials: {
        authentication: "tls",
        certificate: { secret: "test-mirror", certificate: "tls.crt", privateKey: "tls.key" },
      },
    };
    const flow = mirrorFlowOf("dr", dr, { name: "test" }, here);
    // The same mirror as the other cluster would have it.
    const from = { ...dr, direction: "from", alias: "dr", cluster: { ...dr.cluster, alias: "test" } } as const;
    grant(source, `User:CN=${ownName}`, rulesOf(flow));
    grant(target, "User:mirror", rulesOf(mirrorFlowOf("dr", from, { name: "test" }, here)));
    for (const [path, to] of [
      ["source/trust", "trust"],
      ["source/user", "own"],
      ["target/trust", "trust"],
    ] as const) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      symlinkSync(join(folder, to), join(folder, path));
    }
    mkdirSync(join(folder, "target/user"));
    writeFileSync(join(folder, "target/user/password"), password);
    const properties = propertiesOf(flow);
    // A record is synced with its offset only once in a hundred: there are not as many here.
    writeFileSync(
      join(folder, "mirror.properties"),
      `${properties.replaceAll("/mnt", folder)}test->dr.offset.lag.max=0\n`,
    );
    writeFileSync(join(folder, "metrics.json"), JSON.stringify(exporterRules("mirror-maker")));
    const log = openSync(join(folder, "mirror.log"), "a");
    Object.assign(env, {
      METRICS_PORT: String(metrics),
      READ_AT_START: ["source/trust/ca.crt", "source/user/tls.crt", "source/user/tls.key", "target/user/password"]
        .map((file) => join(folder, file))
        .join(" "),
    });
    mirror = spawn("bash", ["-c", local("start-mirror.sh")], {
      env: {
        ...env,
        KAFKA_HOME: home,
        FILES: folder,
        TARGET: "dr",
        JMX_EXPORTER: join(home, "jmx_prometheus_javaagent*.jar"),
        METRICS_FILE: "metrics.json",
      },
      stdio: ["ignore", log, log],
    });
  });
  afterAll(() => {
    mirror?.kill("SIGKILL");
    source?.wipe();
    target?.wipe();
    rmSync(folder, { recursive: true, force: true });
  });

  it("makes the topics that its patterns match, with their configuration, and no others", async () => {
    await eventually(() => kafka("kafka-topics", target, ["--list"]).includes("test.llm-events"));
    const topics = kafka("kafka-topics", target, ["--list"]).trim().split("\n");
    expect(topics).toEqual(
      expect.arrayContaining(["__test-mirror-dr-configs", "__test-mirror-dr-offsets", "__test-mirror-dr-status"]),
    );
    expect(topics.filter((topic) => topic.includes("private"))).toEqual([]);
    expect(kafka("kafka-topics", target, ["--describe", "--topic", "test.llm-events"])).toMatch(
      /PartitionCount: 2[\s\S]*retention\.ms=86400000/,
    );
    // Nothing is written to the source.
    expect(kafka("kafka-topics", source, ["--list"]).trim().split("\n").sort()).toEqual([
      "__consumer_offsets",
      "llm-events",
      "private",
    ]);
  });

  it("brings records and the offsets of groups, so that a consumer goes on where it was", async () => {
    expect(consume(target, "test.llm-events", "other", 9).sort()).toEqual("123456789".split(""));
    await eventually(() => {
      const groups = kafka("kafka-consumer-groups", target, ["--describe", "--group", "reader"]);
      const offsets = Array.from(groups.matchAll(/test\.llm-events +\d +(\d+) +/g), ([, offset]) => Number(offset));
      return offsets.reduce((sum, offset) => sum + offset, 0) === 9;
    });
    kafka("kafka-console-producer", source, ["--topic", "llm-events"], "10\n");
    expect(consume(target, "test.llm-events", "reader", 1)).toEqual(["10"]);
  });

  it("keeps the password out of the topic that holds its configuration, and serves metrics", () => {
    const configs = consume(target, "__test-mirror-dr-configs", "anybody", 4).join("\n");
    expect(configs).toContain("org.apache.kafka.connect.mirror.Mirror");
    expect(configs).toContain(`\${files:${folder}/target/user:password}`);
    expect(configs).not.toContain(password);
    const served = execFileSync("curl", ["-sf", `http://127.0.0.1:${metrics}/metrics`], { encoding: "utf8" });
    expect(served).toMatch(/^kafka_connect_connect_worker_metrics_connector_failed_task_count\{.*MirrorSource.*\} 0/m);
    execFileSync("bash", ["-c", local("is-healthy.sh")], { env });
    expect(served).toMatch(/^kafka_connect_mirror_mirrorsourceconnector_[a-z_]*\{.*test\.llm-events/m);
  });
});
