import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { exporterRules } from "../packages/presets/src/kafka/metrics/rules.js";
import { freePorts } from "./topics-broker.js";

/**
 * Processes of which the exporter's rules are tried: Kafka 3.6.1 with ZooKeeper, Kafka 4.3.1 with KRaft, Connect, MirrorMaker 2. The exporters of the
 * `msk` brokers have no rules, as those of Amazon MSK; they are second brokers of the same clusters.
 */
export const processes = [
  "zookeeper",
  "broker 3.6.1",
  "controller 4.3.1",
  "broker 4.3.1",
  "connect",
  "mirror-maker",
  "msk 3.6.1",
  "msk 4.3.1",
] as const;
export type Process = (typeof processes)[number];

export interface Rig {
  /** What the exporter of a process serves, as text. */
  metrics(process: Process): Promise<string>;
  /** The end of a process's log. */
  log(process: Process): string;
  stop(): void;
}

const properties = (settings: Readonly<Record<string, string | number | boolean>>): string =>
  Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");

const single = {
  "offsets.topic.replication.factor": 1,
  "offsets.topic.num.partitions": 1,
  "transaction.state.log.replication.factor": 1,
  "transaction.state.log.min.isr": 1,
  "group.initial.rebalance.delay.ms": 0,
  "log.cleaner.dedupe.buffer.size": 4_194_304,
};
const internal = Object.fromEntries(
  ["config", "offset", "status"].map((kind) => [`${kind}.storage.replication.factor`, 1]),
);

/**
 * Starts all of them, small and on loopback. A connector copies a file into a topic of the older broker and another one reads it, and
 * MirrorMaker copies the topic to the newer broker: so everything has something to measure.
 */
export async function startRig(kafkaEnv: string): Promise<Rig> {
  const running: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), "streamform-exporter-"));
  const home = (version: string) =>
    execFileSync("bash", ["-c", 'eval "$("$0" "$1")" && printf %s "$KAFKA_HOME"', kafkaEnv, version], {
      encoding: "utf8",
    });
  const [older, newer] = [home("3.6.1"), home("4.3.1")];
  const first = await freePorts(18);
  const port = (index: number) => first + index;
  const address = (index: number) => `127.0.0.1:${port(index)}`;
  const [a, b] = [address(8), address(9)];
  const exporterPort = (of: Process) => port(processes.indexOf(of));
  /** A file of a process; blanks would end an option of the JVM. */
  const fileOf = (of: Process, ending: string) => join(folder, `${of.replaceAll(" ", "-")}.${ending}`);
  const logOf = (of: Process) => fileOf(of, "log");

  const start = (of: Process, version: string, script: string, settings: Parameters<typeof properties>[0]): void => {
    const rules = fileOf(of, "json");
    const [kind = ""] = of.split(" ");
    const content =
      kind === "msk" ? { rules: [{ pattern: ".*" }] } : exporterRules(kind as Parameters<typeof exporterRules>[0]);
    writeFileSync(rules, JSON.stringify(content));
    const file = fileOf(of, "properties");
    writeFileSync(file, properties(settings));
    const agent = `-javaagent:${version}/jmx_prometheus_javaagent.jar=127.0.0.1:${exporterPort(of)}:${rules}`;
    const log = openSync(logOf(of), "a");
    running.push(
      spawn(join(version, "bin", script), [file], {
        env: {
          ...process.env,
          KAFKA_HEAP: "192m",
          KAFKA_OPTS: `${agent} -XX:TieredStopAtLevel=1 -XX:+UseSerialGC`,
        },
        stdio: ["ignore", log, log],
      }),
    );
  };
  const data = (name: string, files: Readonly<Record<string, string>>) => {
    const path = join(folder, name);
    mkdirSync(path);
    for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
    return path;
  };
  const formatted = (node: number) => ({
    "meta.properties": properties({ version: 1, "cluster.id": "MkU3OEVBNTcwNTJENDM2Qk", "node.id": node }),
  });
  const quorum = {
    "controller.quorum.voters": `100@${address(10)}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
  };

  const stop = () => {
    for (const { pid } of running) if (pid !== undefined) kill(pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    await startAll();
  } catch (error) {
    stop();
    throw error;
  }
  return {
    metrics: async (of) => (await fetch(`http://127.0.0.1:${exporterPort(of)}/metrics`)).text(),
    log: (of) => readFileSync(logOf(of), "utf8").slice(-2000),
    stop,
  };

  async function startAll(): Promise<void> {
    start("zookeeper", older, "zookeeper-server-start.sh", {
      dataDir: data("zookeeper", { myid: "1" }),
      clientPort: port(11),
      clientPortAddress: "127.0.0.1",
      "admin.enableServer": false,
      // One server as an ensemble has the MBeans of an ensemble.
      standaloneEnabled: false,
      tickTime: 2000,
      initLimit: 10,
      syncLimit: 5,
      "server.1": `127.0.0.1:${port(12)}:${port(13)}`,
    });
    start("controller 4.3.1", newer, "kafka-server-start.sh", {
      "process.roles": "controller",
      "node.id": 100,
      listeners: `CONTROLLER://${address(10)}`,
      "log.dirs": data("controller", formatted(100)),
      ...quorum,
    });
    start("broker 4.3.1", newer, "kafka-server-start.sh", {
      "process.roles": "broker",
      "node.id": 1,
      listeners: `PLAINTEXT://${b}`,
      "log.dirs": data("broker-newer", formatted(1)),
      ...quorum,
      ...single,
    });
    start("broker 3.6.1", older, "kafka-server-start.sh", {
      "broker.id": 1,
      "zookeeper.connect": address(11),
      listeners: `PLAINTEXT://${a}`,
      "log.dirs": data("broker-older", {}),
      ...single,
    });
    await untilLogged(logOf("broker 3.6.1"), a);
    start("msk 3.6.1", older, "kafka-server-start.sh", {
      "broker.id": 2,
      "zookeeper.connect": address(11),
      listeners: `PLAINTEXT://${address(15)}`,
      "log.dirs": data("msk-older", {}),
      ...single,
    });
    start("msk 4.3.1", newer, "kafka-server-start.sh", {
      "process.roles": "broker",
      "node.id": 2,
      listeners: `PLAINTEXT://${address(16)}`,
      "log.dirs": data("msk-newer", formatted(2)),
      ...quorum,
      ...single,
    });
    for (const [of, servers, version] of [
      ["msk 3.6.1", address(15), older],
      ["msk 4.3.1", address(16), newer],
    ] as const) {
      await untilLogged(logOf(of), servers);
      const topic = ["--create", "--if-not-exists", "--topic", "own", "--replica-assignment", "2"];
      execFileSync(join(version, "bin", "kafka-topics.sh"), ["--bootstrap-server", servers, ...topic], {
        env: { ...process.env, KAFKA_HEAP: "64m" },
        stdio: "ignore",
      });
    }
    const source = join(folder, "records.txt");
    writeFileSync(source, "a\nb\nc\n");
    start("connect", newer, "connect-distributed.sh", {
      "bootstrap.servers": a,
      "group.id": "connect",
      "config.storage.topic": "connect-configs",
      "offset.storage.topic": "connect-offsets",
      "status.storage.topic": "connect-status",
      "offset.storage.partitions": 1,
      "status.storage.partitions": 1,
      ...internal,
      "key.converter": "org.apache.kafka.connect.storage.StringConverter",
      "value.converter": "org.apache.kafka.connect.storage.StringConverter",
      "offset.flush.interval.ms": 2000,
      listeners: `http://${address(14)}`,
      "plugin.discovery": "service_load",
    });
    await untilConnects(`http://${address(14)}/connectors`, {
      source: {
        "connector.class": "org.apache.kafka.connect.file.FileStreamSourceConnector",
        file: source,
        topic: "demo",
      },
      sink: {
        "connector.class": "org.apache.kafka.connect.file.FileStreamSinkConnector",
        file: join(folder, "copied.txt"),
        topics: "demo",
      },
    });
    start("mirror-maker", newer, "connect-mirror-maker.sh", {
      clusters: "a,b",
      "a.bootstrap.servers": a,
      "b.bootstrap.servers": b,
      "a->b.enabled": true,
      "b->a.enabled": false,
      topics: "demo",
      groups: "connect-sink",
      "replication.factor": 1,
      ...Object.fromEntries(
        ["checkpoints", "heartbeats", "offset-syncs"].map((kind) => [`${kind}.topic.replication.factor`, 1]),
      ),
      ...internal,
      "offset.storage.partitions": 1,
      "status.storage.partitions": 1,
      "emit.checkpoints.interval.seconds": 2,
      "refresh.topics.interval.seconds": 5,
      "refresh.groups.interval.seconds": 5,
      "sync.topic.acls.enabled": false,
      "plugin.discovery": "service_load",
    });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Waits until something listens; a log in the message when nothing does. */
async function untilLogged(log: string, address: string): Promise<void> {
  const [host = "", port = ""] = address.split(":");
  for (let tried = 0; tried < 240; tried++) {
    const answers = await new Promise<boolean>((resolve) => {
      import("node:net").then(({ connect }) => {
        const socket = connect(Number(port), host);
        socket.once("connect", () => resolve(socket.destroy() !== undefined)).once("error", () => resolve(false));
      });
    });
    if (answers) return;
    await sleep(250);
  }
  throw new Error(`nothing listens at ${address}:\n${readFileSync(log, "utf8").slice(-2000)}`);
}

/** Makes connectors as soon as the worker takes them. */
async function untilConnects(url: string, connectors: Readonly<Record<string, object>>): Promise<void> {
  for (const [name, config] of Object.entries(connectors)) {
    for (let tried = 0; ; tried++) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name, config }),
      }).catch(() => undefined);
      if (response?.status === 201 || response?.status === 409) break;
      if (tried === 240) throw new Error(`connector ${name}: ${response ? await response.text() : "no answer"}`);
      await sleep(250);
    }
  }
}
