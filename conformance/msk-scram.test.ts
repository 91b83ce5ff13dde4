import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileObject } from "@streamform/core/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { network } from "../packages/presets/src/components/aws/network/index.js";
import { secrets } from "../packages/presets/src/components/aws/secrets/index.js";
import { topics } from "../packages/presets/src/components/clients/topics/index.js";
import { users } from "../packages/presets/src/components/clients/users/index.js";
import { secretStores } from "../packages/presets/src/components/cluster/secret-stores/index.js";
import { msk } from "../packages/presets/src/components/kafka/msk/index.js";
import { makeCertificates, type TlsBroker, tlsBroker } from "./tls-broker.js";
import { requireTools, tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

const skipped = requireTools(["kafka-env", "openssl"]);
if (skipped) console.warn(`msk-scram: skipped, ${skipped}`);

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const shop = { acls: { produce: ["orders"] } };

/** A broker that takes passwords, has no super user among them and lets through what no ACL is about: as Amazon MSK does. */
describe.skipIf(skipped)("topics and users of Amazon MSK by SCRAM", () => {
  const port = 22000 + Math.floor(Math.random() * 8000);
  let folder = "";
  let bin = "";
  let broker: TlsBroker;

  const call = (name: string, config: string | undefined, parameters: readonly string[], input = "") => {
    const server = config === undefined ? broker.plain : broker.scramAddress;
    const flag = name === "kafka-console-producer" ? "--producer.config" : "--command-config";
    const { status, stdout, stderr } = spawnSync(
      join(bin, `${name}.sh`),
      ["--bootstrap-server", server, ...(config === undefined ? [] : [flag, config]), ...parameters],
      { input, encoding: "utf8", env: { ...process.env, KAFKA_OPTS: "-XX:TieredStopAtLevel=1", LOG_DIR: folder } },
    );
    return { status, shown: `${stdout}${stderr}` };
  };

  /** Client properties of a user, for a broker whose certificate is not signed by a public CA. */
  const trust = () => `ssl.truststore.type=PEM\nssl.truststore.location=${join(folder, "trust", "ca.crt")}\n`;
  const jaas = (user: string) =>
    `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${user}-password";`;
  const configOf = (user: string) => {
    const file = join(folder, `${user}.properties`);
    writeFileSync(
      file,
      `security.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=${jaas(user)}\n${trust()}`,
    );
    return file;
  };

  beforeAll(() => {
    bin = kafkaTools(tool("kafka-env"), "3.9.1");
    folder = mkdtempSync(join(tmpdir(), "streamform-msk-"));
    makeCertificates(folder);
    const listener = "listener.name.sasl_ssl";
    broker = tlsBroker(bin, folder, port, [
      "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
      "allow.everyone.if.no.acl.found=true",
      "auto.create.topics.enable=false",
      `${listener}.sasl.enabled.mechanisms=SCRAM-SHA-512`,
      `${listener}.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`,
    ]);
    broker.start();
    // What MSK does once a secret is associated.
    for (const user of ["admin", "shop", "outsider"]) {
      const entity = ["--alter", "--entity-type", "users", "--entity-name", user];
      call("kafka-configs", undefined, [...entity, "--add-config", `SCRAM-SHA-512=[password=${user}-password]`]);
    }
  }, 300_000);
  afterAll(() => {
    broker?.wipe();
    rmSync(folder, { recursive: true, force: true });
  });

  const compiled = (list: object) =>
    compileObject(
      {
        network: { zones },
        secrets: { entries: { admin: { kind: "msk-scram" } } },
        msk: {
          kafkaVersion: "3.9.x.kraft",
          configuration: { "log.retention.ms": "3d" },
          authentication: { iam: false, scram: { admin: "admin" } },
        },
        secretStores: {},
        topics: { orders: { partitions: 3, replicationFactor: 1, config: { "retention.ms": "1d" } } },
        users: list,
      },
      network,
      secrets,
      msk,
      secretStores,
      topics,
      users,
    );

  /** Runs the Job of a unit, with the files of its ConfigMap and what External Secrets would have filled. */
  function run(unit: "topics" | "users", list: object) {
    const { manifest } = compiled(list);
    const files = join(folder, unit);
    const login = join(folder, "user");
    for (const path of [files, login]) mkdirSync(path, { recursive: true });
    const here = (text: string) =>
      text
        .replaceAll("/etc/streamform/files", files)
        .replaceAll("/mnt/user", login)
        .replaceAll("allowed.paths=/mnt", `allowed.paths=${folder}`);
    const { data } = manifest(unit, "ConfigMap") as unknown as { readonly data: Readonly<Record<string, string>> };
    for (const [name, text] of Object.entries(data))
      writeFileSync(join(files, name), here(text) + (name === "client.properties" ? trust() : ""));
    writeFileSync(join(login, "sasl.jaas.config"), jaas("admin"));
    const job = manifest(unit, "Job") as unknown as {
      readonly spec: {
        readonly template: {
          readonly spec: {
            readonly containers: readonly [
              {
                readonly command: readonly string[];
                readonly env: readonly { readonly name: string; readonly value?: string }[];
              },
            ];
          };
        };
      };
    };
    const [{ command, env }] = job.spec.template.spec.containers;
    const [program = "", ...parameters] = command.map(here);
    const { status, stdout, stderr } = spawnSync(program, parameters, {
      encoding: "utf8",
      env: {
        ...process.env,
        ...Object.fromEntries(env.map(({ name, value = "" }) => [name, here(value)])),
        KAFKA_BOOTSTRAP_SERVERS: broker.scramAddress,
        KAFKA_BIN: bin,
        LOG_DIR: folder,
      },
    });
    return { status, shown: `${stdout}${stderr}` };
  }

  const produce = (user: string) =>
    call("kafka-console-producer", configOf(user), ["--topic", "orders", "--request-required-acks", "all"], "one\n");

  it("makes the topics as the administrator", () => {
    const { status, shown } = run("topics", { shop });
    expect(shown).toContain("created 1");
    expect(status).toBe(0);
  });

  it("gives users their rights, the administrator first, and lets passwords alone", () => {
    const { status, shown } = run("users", { shop });
    expect(shown).toContain("granted admin: ALLOW ALL on CLUSTER");
    expect(shown.indexOf("granted admin")).toBeLessThan(shown.indexOf("granted shop"));
    expect(shown).not.toContain("password");
    expect(status).toBe(0);
  });

  it("lets through who has the right, and refuses who has none", () => {
    expect(produce("shop").shown).not.toContain("Exception");
    expect(produce("outsider").shown).toContain("TopicAuthorizationException");
    const granting = ["--add", "--allow-principal", "User:outsider", "--operation", "Write", "--topic", "orders"];
    expect(call("kafka-acls", configOf("outsider"), granting).shown).toContain("ClusterAuthorizationException");
  });

  it("changes nothing the second time, and can still give rights", () => {
    expect(run("users", { shop }).shown).toContain("created 0 changed 0 deleted 0 unchanged 2 failed 0");
    const { status, shown } = run("users", { shop, outsider: shop });
    expect(shown).toContain("granted outsider");
    expect(status).toBe(0);
    expect(produce("outsider").shown).not.toContain("Exception");
  });
});
