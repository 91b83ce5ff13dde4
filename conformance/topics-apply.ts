import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { kafkaScript } from "../packages/presets/src/kafka/script.js";
import { requireTools, tool } from "./tools.js";
import { type Broker, kafkaTools, startBroker } from "./topics-broker.js";

/** The script as pods have it, in a file. */
export const script = wholeScript(
  new URL("../packages/presets/src/kafka/by-job/topics/templates/apply-topics.sh", import.meta.url),
);

/** A script of the presets with the parts that it shares with others, in a file that is there as long as the tests run. */
export function wholeScript(template: URL): string {
  const folder = mkdtempSync(join(tmpdir(), "streamform-script-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, basename(template.pathname));
  writeFileSync(
    file,
    kafkaScript(template, (part) => readFileSync(part, "utf8")),
    { mode: 0o755 },
  );
  return file;
}

/** Why no Kafka can be started on this machine. */
export const skipped = requireTools(["kafka-env", "java", "mvn"]);
if (skipped !== undefined) console.warn(`topics: ${skipped}`);

export interface Run {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly stderr: string;
}

export interface ApplyOptions {
  readonly env?: Record<string, string>;
  readonly dryRun?: boolean;
  /** Called with each line of output as it appears. */
  readonly onLine?: (line: string) => void;
}

/** A line of TOPICS_FILE. */
export function topic(
  name: string,
  partitions: number,
  factor: number,
  onRemoval: string,
  ...config: string[]
): string {
  return [name, partitions, factor, onRemoval, ...config].join("\t");
}

/** Client properties of somebody who does not wait long. */
export const impatient = "default.api.timeout.ms=4000\nrequest.timeout.ms=3000\n";

/** Options by which a JVM is there in half the time: the tests start hundreds, each for a moment. */
function quickJvm(classes: string): string {
  return `-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -XX:SharedArchiveFile=${classes}`;
}

/** A broker for the tests of one `describe`, and the script and the tools of a version to use on it. */
export function useKafka(versions: { readonly tools: string; readonly brokers: string }) {
  const folder = mkdtempSync(join(tmpdir(), "streamform-apply-"));
  const classes = join(folder, "classes.jsa");
  let bin = "";
  let broker: Broker | undefined;
  let files = 0;

  beforeAll(async () => {
    const kafkaEnv = tool("kafka-env");
    bin = kafkaTools(kafkaEnv, versions.tools);
    broker = await startBroker(kafkaTools(kafkaEnv, versions.brokers));
    kafka("kafka-topics", ["--list"], "", `-XX:ArchiveClassesAtExit=${classes}`);
  }, 300_000);
  afterAll(() => {
    broker?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  const running = (): Broker => {
    if (broker === undefined) throw new Error("the broker has not started");
    return broker;
  };
  const write = (text: string): string => {
    const file = join(folder, `file-${++files}`);
    writeFileSync(file, text);
    return file;
  };
  const kafka = (name: string, options: readonly string[], input = "", jvm = quickJvm(classes)): string =>
    execFileSync(join(bin, `${name}.sh`), ["--bootstrap-server", running().address, ...options], {
      encoding: "utf8",
      env: { ...process.env, KAFKA_OPTS: jvm },
      input,
      stdio: ["pipe", "pipe", "ignore"],
    });

  return {
    bin: () => bin,
    broker: running,
    folder,
    kafka,
    /** A file with this text. */
    write,

    /** Each test has a registry of its own, so that none deletes another's topics. */
    newRegistry: (): string => `_streamform.topics.test-${++files}`,

    topics: (): readonly string[] => kafka("kafka-topics", ["--list"]).trim().split("\n"),

    /** Makes a topic behind the script's back. */
    create(name: string, partitions: number, ...config: string[]): void {
      const settings = config.flatMap((setting) => ["--config", setting]);
      const size = ["--partitions", String(partitions), "--replication-factor", "1"];
      kafka("kafka-topics", ["--create", "--topic", name, ...size, ...settings]);
    },

    /** What is set on the topic itself. */
    configOf(name: string): readonly string[] {
      const described = kafka("kafka-configs", ["--describe", "--entity-type", "topics", "--entity-name", name]);
      return Array.from(described.matchAll(/^ {2}(\S+?=.*?) sensitive=/gm), (match) => match[1] ?? "").sort();
    },

    apply(lines: readonly string[], { env = {}, dryRun = false, onLine }: ApplyOptions = {}): Promise<Run> {
      const child = spawn(script, dryRun ? ["--dry-run"] : [], {
        env: {
          ...process.env,
          KAFKA_BIN: bin,
          KAFKA_OPTS: quickJvm(classes),
          KAFKA_BOOTSTRAP_SERVERS: running().address,
          TOPICS_FILE: write(lines.map((line) => `${line}\n`).join("")),
          ...env,
        },
      });
      let stdout = "";
      let stderr = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        for (const line of text.trimEnd().split("\n")) onLine?.(line);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
      });
      return new Promise((resolve) =>
        child.on("close", (code) => resolve({ code, lines: stdout.trimEnd().split("\n"), stderr })),
      );
    },
  };
}
