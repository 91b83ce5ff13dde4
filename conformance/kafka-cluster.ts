import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { certificates } from "../packages/presets/src/components/cluster/certificates/index.js";
import { kafkaCluster } from "../packages/presets/src/components/kafka/kafka-cluster/index.js";
import { compileObject } from "../packages/presets/src/testing.js";
import { type CertificateSpec, certificateAuthority, mountSecret } from "./kafka-certificates.js";
import { type Pod, podOf, type StatefulSet } from "./kafka-pods.js";
import { tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

/** What a test needs on the machine: `requireTools(clusterTools)` says why it has to be skipped. */
export const clusterTools = ["kafka-env", "java", "mvn", "openssl", "curl"] as const;

export interface ClusterOptions {
  /** One of the versions of versions/strimzi.ts. */
  readonly kafkaVersion: string;
  readonly metadata: "kraft" | "zookeeper";
  /** More of `kafkaCluster` in the environment's spec. */
  readonly spec?: Readonly<Record<string, unknown>>;
  /** Variables of a pod's container that differ from the generated ones. */
  readonly variables?: (pod: string) => Readonly<Record<string, string>>;
  /** Folders of this machine that stand for volumes, by the volume's name: what an image or a claim would bring. */
  readonly volumes?: Readonly<Record<string, string>>;
}

export interface KafkaCluster {
  /** Addresses to start from. They are names that only the JVMs of `env` can look up. */
  readonly bootstrap: { readonly scram: string; readonly mtls: string };
  /** Client properties of the super user `CN=<cluster>-admin`, for the listener `mtls`. */
  readonly adminConfig: string;
  /** Folder with `tls.crt`, `tls.key` and `ca.crt`: the Secret of that super user, as a pod mounts it. */
  readonly adminSecret: string;
  /** Client properties of a SCRAM user, for the listener `scram`; returns the file. */
  scramConfig(user: string, password: string): string;
  /** Environment for scripts and tools: the tools are on the PATH, and their JVMs know the brokers' names and start quickly. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the tools, as `kafka-topics.sh`. */
  readonly bin: string;
  /** Folder for files of the test; it goes with the cluster. */
  readonly folder: string;
  readonly pods: readonly Pod[];
  /** Runs a tool with the administrator's certificate: `kafka("kafka-topics", ["--list"])`. */
  kafka(name: string, options: readonly string[], input?: string): ToolRun;
  /** The same with other client properties, at another listener. */
  kafkaAs(config: string, bootstrap: string, name: string, options: readonly string[], input?: string): ToolRun;
  /** Signs the certificate of a role again, and mounts it in its pods. */
  renewCertificate(role: string): void;
  /** Waits until all pods, or these, are ready; throws with the end of a log where one is not in time. */
  ready(pods?: readonly Pod[], seconds?: number): Promise<void>;
  stop(): void;
}

export interface ToolRun {
  readonly status: number | null;
  readonly output: string;
}

const namespace = "kafka";

/**
 * Starts a real Kafka on this machine from what the engine `statefulset` generates: three brokers with three KRaft controllers or three servers
 * of ZooKeeper, each from the ConfigMap, the variables and the start script of its StatefulSet. Only folders are replaced, and addresses to
 * listen on: each pod has its own one on loopback, so that ports are the generated ones. Names stay, too: the JVMs find them in a
 * hosts file. Certificates are signed by openssl, as the generated `Certificate`s ask for them. What ends is started again.
 *
 * ```ts
 * const cluster = await startCluster({ kafkaVersion: "4.3.1", metadata: "kraft" }); // in beforeAll: about half a minute on two cores
 * cluster.kafka("kafka-topics", ["--create", "--topic", "a"]);                      // as the super user CN=test-admin
 * cluster.kafkaAs(cluster.scramConfig("ann", "secret"), cluster.bootstrap.scram, "kafka-topics", ["--list"]);
 * spawnSync("bash", [script], { env: { ...cluster.env, KAFKA_BOOTSTRAP_SERVERS: cluster.bootstrap.mtls } });
 * cluster.stop();                                                                   // in afterAll
 * ```
 *
 * Metrics are at `http://<pod.address>:7071/metrics` (brokers, controllers) and `:7070` (ZooKeeper).
 */
export async function startCluster(options: ClusterOptions): Promise<KafkaCluster> {
  const { manifests } = compileObject(
    {
      kubernetes: { namespace },
      certificates: {},
      kafkaCluster: {
        engine: "statefulset",
        kafkaVersion: options.kafkaVersion,
        metadata: options.metadata,
        zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
        ...options.spec,
        configuration: { ...quick[options.metadata], ...(options.spec?.configuration as object | undefined) },
      },
    },
    certificates,
    kafkaCluster,
  );
  const objects = manifests("kafka-cluster");
  const all = <T>(kind: string) => objects.filter((object) => object.kind === kind) as unknown as T[];

  const folder = mkdtempSync(join(tmpdir(), "streamform-kafka-"));
  const bin = kafkaTools(tool("kafka-env"), options.kafkaVersion);
  const home = join(bin, "..");
  const sign = certificateAuthority(join(folder, "ca"));
  const specs = new Map(
    all<{ metadata: { name: string }; spec: CertificateSpec }>("Certificate").map(({ metadata, spec }) => [
      metadata.name,
      spec,
    ]),
  );
  const secretOf = (name: string) => {
    const spec = specs.get(name);
    if (!spec) throw new Error(`no Certificate ${name}`);
    return sign(spec);
  };
  const secrets = new Map([...specs.keys()].map((name) => [name, secretOf(name)]));
  const files = new Map(
    all<{ metadata: { name: string }; data: Record<string, string> }>("ConfigMap").map(({ metadata, data }) => [
      metadata.name,
      data,
    ]),
  );

  const network = `127.${1 + Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  const sets = all<StatefulSet>("StatefulSet");
  const planned = sets.flatMap((set, row) =>
    Array.from({ length: set.spec.replicas }, (_, index) => {
      const name = `${set.metadata.name}-${(set.spec.ordinals?.start ?? 0) + index}`;
      const host = `${name}.${set.spec.serviceName}.${namespace}.svc`;
      return { set, name, host, address: `${network}.${10 * (row + 1) + index}` };
    }),
  );
  const addresses = Object.fromEntries(planned.map(({ host, address }) => [host, address]));
  const bootstrapHost = `test-kafka-bootstrap.${namespace}.svc`;
  const hosts = join(folder, "hosts");
  writeFileSync(
    hosts,
    [
      ...planned.map(({ host, address }) => `${address} ${host}`),
      ...planned
        .filter(({ set }) => set.metadata.name === "test-broker")
        .map(({ address }) => `${address} ${bootstrapHost}`),
      // Where connections come from: ZooKeeper's servers look up whose name that is, as they would find that of a pod.
      `127.0.0.1 somewhere.test-zookeeper-nodes.${namespace}.svc`,
      "127.0.0.1 localhost",
      `127.0.0.1 ${hostname()}`,
      "",
    ].join("\n"),
  );
  const quickJvm = `-Djdk.net.hosts.file=${hosts} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC`;
  const classes = join(folder, "classes.jsa");
  const serverEnv = {
    ...process.env,
    KAFKA_HOME: home,
    KAFKA_HEAP: "256m",
    KAFKA_LOG: "info",
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    JAVA_TOOL_OPTIONS: quickJvm,
  };
  const env = {
    ...serverEnv,
    KAFKA_LOG: "warn",
    JAVA_TOOL_OPTIONS: `${quickJvm} -Xshare:auto -XX:SharedArchiveFile=${classes}`,
  };

  const pods = planned.map(({ set, name, address }) =>
    podOf(set, {
      name,
      address,
      folder: join(folder, name),
      configuration: files.get(set.metadata.name) ?? {},
      certificate: { ...secrets.get(set.metadata.name) },
      addresses,
      environment: serverEnv,
      volumes: options.volumes ?? {},
      variables: {
        JMX_EXPORTER: join(home, "jmx_prometheus_javaagent.jar"),
        CHECK_SECONDS: "1",
        ...options.variables?.(name),
      },
    }),
  );

  const write = (name: string, lines: readonly string[]): string => {
    const file = join(folder, name);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return file;
  };
  const admin = secretOf("test-admin");
  const adminSecret = join(folder, "admin");
  mountSecret(adminSecret, { ...admin });
  const trust = ["ssl.truststore.type=PEM", `ssl.truststore.location=${join(adminSecret, "ca.crt")}`];
  const keystore = write("admin.pem", [admin["tls.key"], admin["tls.crt"]]);
  const bootstrap = { scram: `${bootstrapHost}:9092`, mtls: `${bootstrapHost}:9093` };
  const adminConfig = write("admin.properties", [
    "security.protocol=SSL",
    "ssl.keystore.type=PEM",
    `ssl.keystore.location=${keystore}`,
    ...trust,
  ]);

  const kafkaAs: KafkaCluster["kafkaAs"] = (config, servers, name, parameters, input) => {
    const { status, stdout, stderr } = spawnSync(
      join(bin, `${name}.sh`),
      ["--bootstrap-server", servers, configOption(name), config, ...parameters],
      { encoding: "utf8", env, input: input ?? "" },
    );
    return { status, output: `${stdout}${stderr.replace(/^Picked up JAVA_TOOL_OPTIONS.*\n/gm, "")}` };
  };
  const stop = () => {
    process.off("exit", stop);
    for (const pod of pods) pod.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  process.on("exit", stop);

  const ready: KafkaCluster["ready"] = async (wanted = pods, seconds = 180) => {
    const end = Date.now() + seconds * 1000;
    const before = new Map(pods.map((pod) => [pod, pod.starts()]));
    for (const pod of wanted) {
      while (!(await pod.isReady())) {
        const failing = pods.find((candidate) => candidate.starts() > (before.get(candidate) ?? 0) + 3);
        if (failing) throw new Error(`${failing.name} ends again and again:\n${tail(failing)}`);
        if (Date.now() > end) throw new Error(`${pod.name} is not ready:\n${tail(pod)}`);
        await sleep(200);
      }
    }
  };

  mkdirSync(join(folder, "files"));
  try {
    for (const pod of pods) pod.start();
    await ready();
    // What the first tool loads, the others find ready.
    const jvm = `${quickJvm} -XX:ArchiveClassesAtExit=${classes}`;
    const parameters = ["--bootstrap-server", bootstrap.mtls, "--command-config", adminConfig, "--list"];
    spawnSync(join(bin, "kafka-topics.sh"), parameters, { env: { ...env, JAVA_TOOL_OPTIONS: jvm } });
  } catch (error) {
    stop();
    throw error;
  }
  return {
    bootstrap,
    adminConfig,
    adminSecret,
    scramConfig: (user, password) =>
      write(`scram-${user}.properties`, [
        "security.protocol=SASL_SSL",
        "sasl.mechanism=SCRAM-SHA-512",
        `sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";`,
        ...trust,
      ]),
    env,
    bin,
    folder: join(folder, "files"),
    pods,
    kafka: (name, parameters, input) => kafkaAs(adminConfig, bootstrap.mtls, name, parameters, input),
    kafkaAs,
    renewCertificate(role) {
      const secret = secretOf(`test-${role}`);
      for (const pod of pods.filter((candidate) => candidate.role === role)) pod.mountCertificate({ ...secret });
    },
    ready,
    stop,
  };
}

/** Settings that let a cluster of a test be there at once, and miss soon who is gone. */
const soon = {
  "group.initial.rebalance.delay.ms": 0,
  "offsets.topic.num.partitions": 3,
  "transaction.state.log.num.partitions": 3,
};
const quick = { kraft: soon, zookeeper: { ...soon, "zookeeper.session.timeout.ms": 6000 } };

function tail({ log }: Pod): string {
  return readFileSync(log, "utf8").slice(-4000);
}

function configOption(name: string): string {
  if (name === "kafka-console-producer") return "--producer.config";
  if (name === "kafka-console-consumer") return "--consumer.config";
  return "--command-config";
}
