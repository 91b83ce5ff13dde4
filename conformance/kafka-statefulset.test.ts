import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clusterTools, type KafkaCluster, startCluster } from "./kafka-cluster.js";
import type { Pod } from "./kafka-pods.js";
import { requireTools } from "./tools.js";

const missing = requireTools(clusterTools);
if (missing) console.warn(`kafka-statefulset: skipped, ${missing}`);

/** A turn that began now and lasts for days: the pods whose ordinal is 0 have it, no others. */
function turnOfTheFirst(pod: string): Record<string, string> {
  const now = Math.floor(Date.now() / 1000);
  const seconds = [1_000_000, 1_100_000, 1_300_000].find((length) => now % length < length / 2 - 3600) ?? 0;
  const turn = Math.floor(now / seconds) % 128;
  const first = /-controller-\d+$/.test(pod) ? 100 : 0;
  return { TURN_SECONDS: String(seconds), FIRST_TURN: String(turn - first) };
}

describe.skipIf(missing).each([
  { kafkaVersion: "4.3.1", metadata: "kraft" as const, keeper: "controller" },
  { kafkaVersion: "3.6.1", metadata: "zookeeper" as const, keeper: "zookeeper" },
])("Kafka $kafkaVersion by StatefulSets, with $metadata", ({ kafkaVersion, metadata, keeper }) => {
  let cluster: KafkaCluster;
  let ann = "";
  const scram = (name: string, options: readonly string[], input?: string) =>
    cluster.kafkaAs(ann, cluster.bootstrap.scram, name, options, input);
  const podsOf = (role: string) => cluster.pods.filter((pod) => pod.role === role);
  const first = (role: string): Pod => {
    const [pod] = podsOf(role);
    if (!pod) throw new Error(`no ${role}`);
    return pod;
  };

  beforeAll(async () => {
    cluster = await startCluster({ kafkaVersion, metadata, variables: turnOfTheFirst });
    ann = cluster.scramConfig("ann", "right");
    const made = [
      cluster.kafka("kafka-topics", ["--create", "--topic", "events", "--partitions", "3"]),
      cluster.kafka("kafka-configs", [
        ...["--alter", "--entity-type", "users", "--entity-name", "ann"],
        ...["--add-config", "SCRAM-SHA-512=[iterations=4096,password=right]"],
      ]),
      cluster.kafka("kafka-acls", [
        ...["--add", "--allow-principal", "User:ann", "--topic", "events", "--producer"],
        ...["--consumer", "--group", "readers"],
      ]),
    ];
    expect(made.map(({ status, output }) => (status === 0 ? "" : output))).toEqual(["", "", ""]);
  }, 300_000);
  afterAll(() => cluster?.stop());

  it("forms a cluster of three brokers in three racks, with the factor of the spec", () => {
    const { output } = cluster.kafka("kafka-topics", ["--describe", "--topic", "events"]);
    expect(output).toMatch(/PartitionCount: 3\tReplicationFactor: 3\tConfigs: .*min\.insync\.replicas=2/);
    expect(output).not.toContain("Isr: \t");
    const api = cluster.kafka("kafka-broker-api-versions", []).output;
    expect(Array.from(api.matchAll(/id: (\d+) rack: ([\w-]+)/g), ([, id, rack]) => `${id} ${rack}`).sort()).toEqual([
      "0 zone-0",
      "1 zone-1",
      "2 zone-2",
    ]);
  });

  it("lets a user with a password and an ACL write and read, and nobody without", () => {
    expect(scram("kafka-console-producer", ["--topic", "events", "--sync"], "one\ntwo\n").status).toBe(0);
    const read = scram("kafka-console-consumer", [
      ...[
        "--topic",
        "events",
        "--group",
        "readers",
        "--from-beginning",
        "--max-messages",
        "2",
        "--timeout-ms",
        "30000",
      ],
    ]);
    expect(read.output.split("\n")).toEqual(expect.arrayContaining(["one", "two"]));
    cluster.kafka("kafka-topics", ["--create", "--topic", "secrets", "--partitions", "1"]);
    const refused = scram("kafka-console-producer", ["--topic", "secrets", "--sync"], "three\n").output;
    expect(refused).toMatch(/TOPIC_AUTHORIZATION_FAILED|Not authorized to access topics: \[secrets\]/);
    const wrong = cluster.kafkaAs(cluster.scramConfig("mallory", "guessed"), cluster.bootstrap.scram, "kafka-topics", [
      "--list",
    ]);
    expect(wrong.output).toContain("Authentication failed during authentication due to invalid credentials");
  });

  it("says in its log who was refused", () => {
    const refusals = podsOf("broker").flatMap(({ log }) =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line.includes("kafka.authorizer.logger")),
    );
    expect(refusals.join("\n")).toMatch(/User:ann is Denied.*Topic:LITERAL:secrets/i);
  });

  it("takes no client without a certificate where certificates are asked for", async () => {
    const { address } = first("broker");
    const ca = readFileSync(`${cluster.adminSecret}/ca.crt`);
    const refusal = await new Promise<string>((resolve) => {
      const socket = connect({ host: address, port: 9093, ca, checkServerIdentity: () => undefined });
      socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      socket.on("close", () => resolve("closed without a word"));
    });
    expect(refusal).toMatch(/CERTIFICATE/);
  });

  it("serves metrics of every process where monitors look for them", async () => {
    for (const role of ["broker", keeper]) {
      const response = await fetch(`http://${first(role).address}:${role === "zookeeper" ? 7070 : 7071}/metrics`);
      expect(await response.text(), role).toContain("jvm_memory");
    }
  });

  it("serves clients while a broker is gone that was killed, and has it back in sync", async () => {
    const broker = first("broker");
    const starts = broker.starts();
    broker.restart("SIGKILL");
    const patient = ["--message-send-max-retries", "100", "--retry-backoff-ms", "500"];
    const { status, output } = scram("kafka-console-producer", ["--topic", "events", ...patient], "meanwhile\n");
    expect(status, output).toBe(0);
    await until(() => broker.starts() > starts);
    await cluster.ready([broker]);
    const { output: described } = cluster.kafka("kafka-topics", ["--describe", "--topic", "events"]);
    expect(described.match(/Isr: [012],[012],[012]\s/g)).toHaveLength(3);
  });

  it("takes up a renewed certificate in the pod's turn, and only in it", async () => {
    for (const role of ["broker", keeper]) {
      const port = { broker: 9091, controller: 9090, zookeeper: 2182 }[role] ?? 0;
      const pods = podsOf(role);
      const serials = () => Promise.all(pods.map((pod) => serialAt(cluster, pod.address, port)));
      const before = await serials();
      const starts = pods.map((pod) => pod.starts());
      cluster.renewCertificate(role);
      await until(() => first(role).starts() > (starts[0] ?? 0));
      await cluster.ready();
      const after = await serials();
      expect(after[0], role).not.toBe(before[0]);
      expect(after.slice(1), role).toEqual(before.slice(1));
      expect(pods.slice(1).map((pod) => pod.starts())).toEqual(starts.slice(1));
    }
    expect(scram("kafka-console-producer", ["--topic", "events", "--sync"], "after\n").status).toBe(0);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 120_000;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not happen within two minutes");
    await sleep(200);
  }
}

/** Serial number of the certificate that a listener shows. */
function serialAt({ adminSecret }: KafkaCluster, host: string, port: number): Promise<string> {
  const read = (key: string) => readFileSync(`${adminSecret}/${key}`);
  return new Promise((resolve, reject) => {
    const socket = connect(
      {
        host,
        port,
        key: read("tls.key"),
        cert: read("tls.crt"),
        ca: read("ca.crt"),
        checkServerIdentity: () => undefined,
      },
      () => {
        const { raw } = socket.getPeerCertificate();
        socket.destroy();
        resolve(new X509Certificate(raw).serialNumber);
      },
    );
    socket.on("error", reject);
  });
}
