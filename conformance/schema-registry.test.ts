import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaRegistry } from "../packages/presets/src/components/clients/schema-registry/index.js";
import { topics } from "../packages/presets/src/components/clients/topics/index.js";
import { users } from "../packages/presets/src/components/clients/users/index.js";
import { certificates } from "../packages/presets/src/components/cluster/certificates/index.js";
import { secretStores } from "../packages/presets/src/components/cluster/secret-stores/index.js";
import { kubernetesKafka } from "../packages/presets/src/kafka/testing.js";
import { compileObject } from "../packages/presets/src/testing.js";
import { makeCertificates, type TlsBroker, tlsBroker } from "./tls-broker.js";
import { requireTools, tool } from "./tools.js";
import { freePorts, kafkaTools } from "./topics-broker.js";

const missing = requireTools(["kafka-env", "java", "mvn", "openssl"]);
if (missing) console.warn(`schema-registry: skipped, ${missing}`);

const password = "Registry48";

/**
 * Schema Registry is not on Maven Central. What is tried is what it gives Kafka's clients, of the version that is in it, and whether the topic and the
 * rights that the checks ask for are what it needs.
 */
describe.skipIf(missing)("what Schema Registry gives Kafka's clients", () => {
  let folder = "";
  let bin = "";
  let broker: TlsBroker;
  /** Its own settings without their prefix: those of its reader, and the same in the group in which it elects a leader. */
  let readerConfig = "";
  let electionConfig = "";

  const { manifest } = compileObject(
    {
      kubernetesKafka: {},
      secretStores: {},
      certificates: {},
      topics: { _schemas: { partitions: 1, replicationFactor: 1, config: { "cleanup.policy": "compact" } } },
      users: {
        "schema-registry": {
          acls: {
            produce: ["_schemas"],
            consume: ["_schemas"],
            rules: [{ resource: "topic", name: "_schemas", operations: ["DescribeConfigs"] }],
          },
        },
      },
      schemaRegistry: {},
    },
    kubernetesKafka,
    secretStores,
    certificates,
    topics,
    users,
    schemaRegistry,
  );
  const filesOf = (component: string) =>
    (manifest(component, "ConfigMap") as unknown as { readonly data: Readonly<Record<string, string>> }).data;

  const run = (command: string, parameters: readonly string[], variables: NodeJS.ProcessEnv = {}, input = "") => {
    const { status, stdout, stderr } = spawnSync(command, parameters, {
      encoding: "utf8",
      env: { ...process.env, KAFKA_OPTS: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", ...variables },
      input,
    });
    return { status, output: `${stdout}${stderr}` };
  };
  /** Runs a tool as Schema Registry's user. */
  const asRegistry = (name: string, option: string, config: string, parameters: readonly string[], input = "") =>
    run(
      join(bin, `${name}.sh`),
      ["--bootstrap-server", broker.scramAddress, option, config, ...parameters],
      { KAFKA_BOOTSTRAP_SERVERS: broker.scramAddress },
      input,
    );
  const asAdmin = (name: string, parameters: readonly string[]) =>
    run(join(bin, `${name}.sh`), ["--bootstrap-server", broker.plain, ...parameters]);

  /** Runs the script of a component's Job. */
  const apply = (component: "topics" | "users", variables: NodeJS.ProcessEnv) => {
    const files = join(folder, component);
    mkdirSync(files);
    for (const [name, text] of Object.entries(filesOf(component)))
      writeFileSync(join(files, name), text.replaceAll("/etc/streamform", folder));
    const applied = run("bash", [join(files, `apply-${component}.sh`)], {
      KAFKA_BOOTSTRAP_SERVERS: broker.plain,
      KAFKA_BIN: bin,
      [`${component.toUpperCase()}_FILE`]: join(files, `${component}.tsv`),
      LOG_DIR: folder,
      ...variables,
    });
    expect(applied.status, applied.output).toBe(0);
  };

  beforeAll(async () => {
    bin = kafkaTools(tool("kafka-env"), "4.3.1");
    folder = mkdtempSync(join(tmpdir(), "streamform-schema-registry-"));
    makeCertificates(folder);
    const listener = "listener.name.sasl_ssl";
    broker = tlsBroker(bin, folder, await freePorts(4), [
      `${listener}.sasl.enabled.mechanisms=SCRAM-SHA-512`,
      `${listener}.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`,
    ]);
    broker.start();
    mkdirSync(join(folder, "passwords"));
    writeFileSync(join(folder, "passwords", "schema-registry"), password);
    mkdirSync(join(folder, "user"));
    writeFileSync(
      join(folder, "user", "sasl.jaas.config"),
      `org.apache.kafka.common.security.scram.ScramLoginModule required username="schema-registry" password="${password}";`,
    );
    apply("topics", {});
    apply("users", {
      PASSWORDS_DIR: join(folder, "passwords"),
      LOGIN_BOOTSTRAP_SERVERS: broker.scramAddress,
      LOGIN_CLIENT_CONFIG: join(folder, "users", "login.properties"),
    });
    asAdmin("kafka-topics", ["--create", "--topic", "orders", "--partitions", "1"]);
    const properties = (filesOf("schema-registry")["schema-registry.properties"] ?? "")
      .replaceAll("/mnt", folder)
      .split("\n");
    const reader = properties
      .filter((line) => /^(kafkastore|config\.providers)\b/.test(line))
      .map((line) => line.replace(/^kafkastore\./, ""));
    const group = properties.find((line) => line.startsWith("schema.registry.group.id="))?.replace(/^.*=/, "");
    readerConfig = join(folder, "reader.properties");
    electionConfig = join(folder, "election.properties");
    writeFileSync(readerConfig, reader.join("\n"));
    writeFileSync(electionConfig, reader.map((line) => line.replace(/^group\.id=.*/, `group.id=${group}`)).join("\n"));
  });
  afterAll(() => {
    broker?.wipe();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lets it see that its topic is as it wants it: one partition, compacted", () => {
    const { output } = asRegistry("kafka-topics", "--command-config", readerConfig, [
      "--describe",
      "--topic",
      "_schemas",
    ]);
    expect(output).toContain("PartitionCount: 1");
    const entity = ["--describe", "--entity-type", "topics", "--entity-name", "_schemas"];
    expect(asRegistry("kafka-configs", "--command-config", readerConfig, entity).output).toContain(
      "cleanup.policy=compact",
    );
  });

  it("lets it write schemas, read them in its own group, and join that in which it elects a leader", () => {
    const key = ["--topic", "_schemas", "--property", "parse.key=true", "--property", "key.separator=:"];
    const written = asRegistry("kafka-console-producer", "--producer.config", readerConfig, key, "a:1\n");
    expect(written.status, written.output).toBe(0);
    const first = ["--topic", "_schemas", "--from-beginning", "--max-messages", "1", "--timeout-ms", "60000"];
    for (const config of [readerConfig, electionConfig])
      expect(asRegistry("kafka-console-consumer", "--consumer.config", config, first).output).toMatch(/^1$/m);
    const groups = asAdmin("kafka-consumer-groups", ["--list"]).output;
    expect(groups).toMatch(/^schema-registry-reader$/m);
    expect(groups).toMatch(/^schema-registry$/m);
  });

  it("lets it do nothing else: neither make topics nor see those of others", () => {
    const create = ["--create", "--topic", "schemas", "--partitions", "1", "--replication-factor", "1"];
    expect(asRegistry("kafka-topics", "--command-config", readerConfig, create).output).toContain(
      "TopicAuthorizationException",
    );
    const listed = asRegistry("kafka-topics", "--command-config", readerConfig, ["--list"]).output;
    expect(listed).toContain("_schemas");
    expect(listed).not.toContain("orders");
  });
});
