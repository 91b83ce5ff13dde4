import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tool } from "../tools.js";
import { type Outcome, type RunOptions, run, succeed } from "./run.js";

const kafkaVersion = "3.5.1";
const port = 29192;

/** A real broker on 127.0.0.1 with a listener of every kind that asks for a certificate, a user, or both. */
export interface SecureBroker {
  readonly plaintext: string;
  readonly tls: string;
  readonly mtls: string;
  readonly scram: string;
  /** Under a host name that the broker's certificate does not bear. */
  readonly scramByAnotherName: string;
  readonly username: string;
  readonly password: string;
  /** PEM file with a client's private key and certificate that the broker trusts. */
  readonly clientKeystore: string;
  /** Folder with `broker.crt`, which no public authority signed, and `client.crt`. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** Runs one of Kafka's scripts, of the version that the environments use. */
export function kafka(script: string, parameters: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  return run(
    "bash",
    ["-c", `eval "$("$0" ${kafkaVersion})"; exec "$@"`, tool("kafka-env"), script, ...parameters],
    options,
  );
}

/** Checks properties files with the classes of Kafka's own clients; each work is as `producer=FILE:FILE`. */
export function checkSettings(works: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const source = fileURLToPath(new URL("./CheckSettings.java", import.meta.url));
  const command = `eval "$("$0" ${kafkaVersion})"; exec java -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$KAFKA_HOME/libs/*" "$@"`;
  return succeed("bash", ["-c", command, tool("kafka-env"), source, ...works], { env });
}

/** Makes a private key (PKCS #8) and a certificate signed by itself, both in PEM; the path of a file with the two. */
export async function makeKeystore(folder: string, name: string, alternativeName: string): Promise<string> {
  const [key, certificate, both] = [`${name}.key`, `${name}.crt`, `${name}.pem`].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  await succeed("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`],
    ...["-addext", `subjectAltName=${alternativeName}`, "-keyout", key, "-out", certificate],
  ]);
  await writeFile(both, (await readFile(key, "utf8")) + (await readFile(certificate, "utf8")));
  return both;
}

export async function startSecureBroker(): Promise<SecureBroker> {
  const folder = await mkdtemp(join(tmpdir(), "streamform-secure-broker-"));
  const env = { KAFKA_PORT: String(port), KAFKA_DEV_DIR: join(folder, "broker") };
  const address = (offset: number): string => `127.0.0.1:${port + offset}`;
  const brokerKeystore = await makeKeystore(folder, "broker", "IP:127.0.0.1");
  const clientKeystore = await makeKeystore(folder, "client", "DNS:client");

  const settings = join(folder, "server.properties");
  const outside = `PLAINTEXT://${address(0)},SCRAM://${address(2)},TLS://${address(3)},MTLS://${address(4)}`;
  await writeFile(
    settings,
    [
      `listeners=${outside},CONTROLLER://${address(1)}`,
      `advertised.listeners=${outside}`,
      "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SCRAM:SASL_SSL,TLS:SSL,MTLS:SSL",
      "sasl.enabled.mechanisms=SCRAM-SHA-512",
      "listener.name.scram.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;",
      "ssl.keystore.type=PEM",
      `ssl.keystore.location=${brokerKeystore}`,
      "ssl.truststore.type=PEM",
      `ssl.truststore.location=${join(folder, "client.crt")}`,
      "listener.name.mtls.ssl.client.auth=required",
      "allow.everyone.if.no.acl.found=true",
      "",
    ].join("\n"),
  );
  const started = await kafka("kafka-dev-broker", ["start", settings], { env });
  if (started.code !== 0) throw new Error(started.output);
  const stop = async (): Promise<void> => {
    await kafka("kafka-dev-broker", ["stop"], { env });
    await rm(folder, { recursive: true });
  };

  const username = "app";
  const password = "p, a=s's$w{o}r;d";
  const alter = ["--bootstrap-server", address(0), "--alter", "--entity-type", "users", "--entity-name", username];
  const added = await kafka("kafka-configs.sh", [...alter, "--add-config", `SCRAM-SHA-512=[password=${password}]`]);
  if (added.code !== 0) {
    await stop();
    throw new Error(added.output);
  }
  return {
    plaintext: address(0),
    scram: address(2),
    tls: address(3),
    mtls: address(4),
    scramByAnotherName: `localhost:${port + 2}`,
    username,
    password,
    clientKeystore,
    folder,
    stop,
  };
}
