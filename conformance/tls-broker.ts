import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { patternOf } from "../packages/presets/src/components/clients/users/access-rules.js";
import type { Rules } from "../packages/presets/src/components/clients/users/own-user.js";
import { clientLogin, provider } from "../packages/presets/src/kafka/login.js";
import { propertiesOf } from "../packages/presets/src/kafka/properties.js";

/** Administrator of the broker: the common name of its certificate. */
const admin = "test-admin";

/** A real Kafka broker on loopback that takes an administrator's certificate, and connections in the clear for a test's own preparations. */
export interface TlsBroker {
  /** Address of the listener in the clear. */
  readonly plain: string;
  /** Address of the listener that asks for a certificate. */
  readonly address: string;
  /** Address of a listener with TLS that asks for a password, where the settings set one up. */
  readonly scramAddress: string;
  start(): void;
  /** Ends it and removes all that it knew. */
  wipe(): void;
}

/**
 * @param ports the first of four neighbouring ports that nobody uses
 * @param more further lines of its configuration; with those of `listener.name.sasl_ssl` it takes passwords too
 */
export function tlsBroker(bin: string, folder: string, ports: number, more: readonly string[] = []): TlsBroker {
  const scramAddress = `127.0.0.1:${ports + 3}`;
  const scram = more.some((line) => line.startsWith("listener.name.sasl_ssl")) ? `,SASL_SSL://${scramAddress}` : "";
  const data = join(folder, `broker-${ports}`);
  const env = { ...process.env, KAFKA_PORT: String(ports), KAFKA_DEV_DIR: data, KAFKA_OPTS: "", KAFKA_HEAP: "256m" };
  const plain = `127.0.0.1:${ports}`;
  const address = `127.0.0.1:${ports + 2}`;
  const settings = join(folder, `broker-${ports}.properties`);
  writeFileSync(
    settings,
    [
      `listeners=PLAINTEXT://${plain},CONTROLLER://127.0.0.1:${ports + 1},SSL://${address}${scram}`,
      `advertised.listeners=PLAINTEXT://${plain},SSL://${address}${scram}`,
      "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL",
      "listener.name.ssl.ssl.client.auth=required",
      "ssl.keystore.type=PEM",
      `ssl.keystore.location=${join(folder, "broker.pem")}`,
      "ssl.truststore.type=PEM",
      `ssl.truststore.location=${join(folder, "trust", "ca.crt")}`,
      `super.users=User:ANONYMOUS;User:CN=${admin}`,
      "group.initial.rebalance.delay.ms=0",
      "offsets.topic.num.partitions=3",
      ...more,
      "",
    ].join("\n"),
  );
  const run = (what: string) =>
    execFileSync(join(bin, "kafka-dev-broker"), what === "start" ? [what, settings] : [what], { env, stdio: "ignore" });
  return { plain, address, scramAddress, start: () => run("start"), wipe: () => run("stop") };
}

/**
 * Makes a CA, a broker's certificate and an administrator's, as cert-manager's Secrets hold them, and the client properties that the pods
 * are given, for the folders of this machine.
 *
 * @param own who gets a certificate in the folder `own`, beside the administrator
 * @returns the properties file
 */
export function makeCertificates(folder: string, own?: string): string {
  const at = (...path: string[]) => join(folder, ...path);
  for (const name of ["trust", "certificate"]) mkdirSync(at(name), { recursive: true });
  const openssl = (...parameters: string[]) =>
    execFileSync("openssl", parameters, { cwd: folder, stdio: "ignore", encoding: "utf8" });
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...curve, "-keyout", "ca.key", "-out", "trust/ca.crt", "-days", "2", "-subj", "/CN=test-ca");
  writeFileSync(at("san"), "subjectAltName=IP:127.0.0.1\n");
  const sign = (name: string, key: string, certificate: string) => {
    openssl("req", "-new", ...curve, "-keyout", key, "-out", "request", "-subj", `/CN=${name}`);
    const ca = ["-CA", "trust/ca.crt", "-CAkey", "ca.key", "-CAcreateserial"];
    openssl("x509", "-req", "-in", "request", ...ca, "-out", certificate, "-days", "2", "-extfile", "san");
  };
  sign("broker", "broker.key", "broker.crt");
  sign(admin, "certificate/tls.key", "certificate/tls.crt");
  if (own !== undefined) {
    mkdirSync(at("own"));
    sign(own, "own/tls.key", "own/tls.crt");
  }
  execFileSync("sh", ["-c", "cat broker.key broker.crt > broker.pem"], { cwd: folder });
  chmodSync(at("broker.pem"), 0o600);
  const { settings } = clientLogin(
    { protocol: "SSL", trust: { secret: "kafka-ca", key: "ca.crt" } },
    { authentication: "tls", certificate: { secret: admin, certificate: "tls.crt", privateKey: "tls.key" } },
  );
  writeFileSync(
    at("client.properties"),
    propertiesOf({ ...provider, ...settings })
      .replaceAll("/mnt/user", at("certificate"))
      .replaceAll("/mnt/trust", at("trust"))
      .replaceAll("allowed.paths=/mnt", `allowed.paths=${folder}`),
  );
  return at("client.properties");
}

/** What kafka-acls.sh is told to give somebody a right. */
export function grantOf(principal: string, rule: Rules[number]): readonly string[] {
  const { kind, name } = patternOf(rule.resource === "cluster" ? "" : rule.name);
  return [
    "--add",
    "--force",
    "--allow-principal",
    principal,
    rule.resource === "cluster" ? "--cluster" : `--${rule.resource}=${name}`,
    "--resource-pattern-type",
    kind,
    ...rule.operations.flatMap((operation) => ["--operation", operation]),
  ];
}
