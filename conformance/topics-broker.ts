import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A real Kafka broker on loopback, with a PLAINTEXT listener and a SASL/PLAIN one (user `app`, password `right`); and one more in the clear, whose
 * clients are told that the broker is at another port: for whatever stands in front of it.
 */
export interface Broker {
  readonly address: string;
  readonly saslAddress: string;
  readonly fronted: { readonly port: number; readonly advertisedPort: number };
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): void;
}

/** The folder with the command-line tools of one Kafka version. */
export function kafkaTools(kafkaEnv: string, version: string): string {
  const home = execFileSync("bash", ["-c", 'eval "$("$0" "$1")" && printf %s "$KAFKA_HOME"', kafkaEnv, version], {
    encoding: "utf8",
  });
  return join(home, "bin");
}

export async function startBroker(bin: string): Promise<Broker> {
  const port = await freePorts(5);
  const folder = mkdtempSync(join(tmpdir(), "streamform-topics-"));
  const data = join(folder, "broker");
  const env = { ...process.env, KAFKA_PORT: String(port), KAFKA_DEV_DIR: data };
  const address = `127.0.0.1:${port}`;
  const saslAddress = `127.0.0.1:${port + 2}`;
  const listeners = join(folder, "listeners.properties");
  writeFileSync(
    listeners,
    [
      `listeners=PLAINTEXT://${address},CONTROLLER://127.0.0.1:${port + 1},SASL_PLAINTEXT://${saslAddress},FRONTED://127.0.0.1:${port + 3}`,
      `advertised.listeners=PLAINTEXT://${address},SASL_PLAINTEXT://${saslAddress},FRONTED://localhost:${port + 4}`,
      "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,FRONTED:PLAINTEXT",
      "sasl.enabled.mechanisms=PLAIN",
      'listener.name.sasl_plaintext.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_app="right";',
      "super.users=User:ANONYMOUS",
      "",
    ].join("\n"),
  );
  execFileSync(join(bin, "kafka-dev-broker"), ["start", listeners], { env, stdio: "ignore" });
  const pidFile = join(data, "pid");
  const pid = () => Number(readFileSync(pidFile, "utf8"));
  return {
    address,
    saslAddress,
    fronted: { port: port + 3, advertisedPort: port + 4 },
    async kill() {
      process.kill(pid(), "SIGKILL");
      while (await accepts(port)) await sleep(100);
    },
    async restart() {
      const log = openSync(join(data, "restart.log"), "a");
      const broker = spawn(join(bin, "kafka-server-start.sh"), [join(data, "server.properties")], {
        stdio: ["ignore", log, log],
        detached: true,
      });
      closeSync(log);
      broker.unref();
      writeFileSync(pidFile, String(broker.pid));
      while (!(await accepts(port))) await sleep(100);
    },
    stop() {
      execFileSync(join(bin, "kafka-dev-broker"), ["stop"], { env, stdio: "ignore" });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

/** The first of several neighbouring ports that nobody listens on. */
export async function freePorts(count: number): Promise<number> {
  const first = 20000 + Math.floor(Math.random() * 10000);
  for (let offset = 0; offset < count; offset++) {
    if (!(await bindable(first + offset))) return freePorts(count);
  }
  return first;
}

function bindable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
