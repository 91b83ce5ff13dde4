import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { javaVariables } from "../packages/presets/src/components/kafka/kafka-cluster/statefulset/java.js";
import { logConfig } from "../packages/presets/src/components/kafka/kafka-cluster/statefulset/log-config.js";
import { certificateAuthority } from "./kafka-certificates.js";
import { requireTools, tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

const missing = requireTools(["kafka-env", "java", "mvn", "openssl", "curl"]);
if (missing) console.warn(`kafka-statefulset-files: skipped, ${missing}`);

const folder = mkdtempSync(join(tmpdir(), "streamform-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(missing)("the JVM", () => {
  it.each([undefined, folder])("takes the options of the StatefulSets, with files for logs in %s", (logs) => {
    const options = Object.entries(javaVariables({ heap: 256, logOption: "", logs }))
      .filter(([name]) => name.endsWith("_OPTS"))
      .flatMap(([, value]) => value.split(" "))
      .filter((option) => option !== "");
    expect(spawnSync("java", [...options, "-version"], { encoding: "utf8" }).status).toBe(0);
  });
});

describe.skipIf(missing)("the configuration of logs", () => {
  /** Says something by two loggers; Kafka 3 calls Log4j 1 by its own name, Kafka 4 by SLF4J's or Log4j 2's. */
  const program = (logger: string) => `public class Say {
  public static void main(String[] arguments) {
    ${logger}("kafka.authorizer.logger").info("User:ann is Denied");
    ${logger}("kafka.server.KafkaServer").info("started");
    ${logger}("kafka.request.logger").info("too much");
  }
}
`;

  it.each([
    ["3.6.1", "org.apache.log4j.Logger.getLogger"],
    ["4.3.1", "org.apache.logging.log4j.LogManager.getLogger"],
  ])("of Kafka %s writes refusals to the output and to a file of their own", (version, logger) => {
    const home = join(kafkaTools(tool("kafka-env"), version), "..");
    const logs = join(folder, version);
    mkdirSync(logs);
    const { file, text, option } = logConfig(version, 1);
    writeFileSync(join(logs, file), text.replaceAll("/var/log/kafka", logs));
    writeFileSync(join(logs, "Say.java"), program(logger));
    if (version === "3.6.1") {
      const copy = [
        "-q",
        "-B",
        "dependency:copy",
        "-Dartifact=ch.qos.reload4j:reload4j:1.2.25",
        `-DoutputDirectory=${logs}`,
      ];
      execFileSync("mvn", copy, { cwd: logs });
    }
    const { stdout, stderr } = spawnSync(
      "java",
      ["-cp", `${logs}/*:${home}/libs/*`, option.replace("/etc/streamform", logs), join(logs, "Say.java")],
      { encoding: "utf8" },
    );
    expect(stderr).toBe("");
    expect(stdout.match(/INFO .*/g)).toEqual([
      "INFO User:ann is Denied (kafka.authorizer.logger)",
      "INFO started (kafka.server.KafkaServer)",
    ]);
    expect(readFileSync(join(logs, "authorizer.log"), "utf8")).toMatch(/^\[.*\] INFO User:ann is Denied .*\n$/);
    expect(readFileSync(join(logs, "server.log"), "utf8")).toMatch(/^\[.*\] INFO started .*\n$/);
  });
});

describe.skipIf(missing)("find-zone.sh", () => {
  const script = fileURLToPath(
    new URL(
      "../packages/presets/src/components/kafka/kafka-cluster/statefulset/templates/find-zone.sh",
      import.meta.url,
    ),
  );
  const zoneFile = join(folder, "zone");
  let server: Server;
  let asked: { url: string | undefined; authorization: string | undefined; accept: string | undefined } | undefined;

  beforeAll(async () => {
    const secret = certificateAuthority(join(folder, "ca"))({ commonName: "api", dnsNames: ["localhost"] });
    writeFileSync(join(folder, "ca.crt"), secret["ca.crt"]);
    writeFileSync(join(folder, "token"), "a-token");
    server = createServer({ key: secret["tls.key"], cert: secret["tls.crt"] }, ({ url, headers }, response) => {
      asked = { url, authorization: headers.authorization, accept: headers.accept };
      const labels = url?.endsWith("/nowhere")
        ? { "kubernetes.io/hostname": "nowhere" }
        : { "topology.kubernetes.io/region": "eu-central-1", "topology.kubernetes.io/zone": "eu-central-1b" };
      response.end(JSON.stringify({ kind: "PartialObjectMetadata", metadata: { name: "node", labels } }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server?.close());

  const find = (node: string) =>
    new Promise<{ code: number | null; output: string }>((resolve) => {
      const { port } = server.address() as AddressInfo;
      const child = spawn("bash", [script], {
        env: {
          ...process.env,
          NODE_NAME: node,
          TOKEN_DIR: folder,
          ZONE_FILE: zoneFile,
          API_SERVER: `https://localhost:${port}`,
        },
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
        });
      child.on("close", (code) => resolve({ code, output }));
    });

  it("writes the zone of the node, which it asks the API server for with the pod's token", async () => {
    expect(await find("ip-10-0-1-7")).toEqual({ code: 0, output: "in eu-central-1b\n" });
    expect(readFileSync(zoneFile, "utf8")).toBe("eu-central-1b");
    expect(asked).toEqual({
      url: "/api/v1/nodes/ip-10-0-1-7",
      authorization: "Bearer a-token",
      accept: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
    });
  });

  it("lets no broker start without a rack", async () => {
    expect(await find("nowhere")).toEqual({
      code: 1,
      output: "the node nowhere has no label topology.kubernetes.io/zone\n",
    });
  });
});

describe("start-kafka.sh", () => {
  const templates = "../packages/presets/src/components/kafka/kafka-cluster/statefulset/templates";
  const home = join(folder, "home");
  const program = (name: string, text: string) =>
    writeFileSync(join(home, "bin", name), `#!/usr/bin/env bash\n${text}\n`, { mode: 0o755 });

  it("says why it does not know which copies are in sync, and asks again", async () => {
    for (const name of ["home/bin", "configuration", "run"]) mkdirSync(join(folder, name), { recursive: true });
    const listening = `require("node:net").createServer().listen(9091, "127.0.81.1")`;
    program("kafka-server-start.sh", `exec "${process.execPath}" --eval '${listening}'`);
    program(
      "kafka-topics.sh",
      `[[ -f ${home}/asked ]] || { touch ${home}/asked; echo "java.lang.OutOfMemoryError: Java heap space" >&2; exit 3; }`,
    );
    for (const name of ["node.sh", "start-kafka.sh"])
      cpSync(fileURLToPath(new URL(`${templates}/${name}`, import.meta.url)), join(folder, "configuration", name));
    for (const name of ["configuration/server.properties", "tls.key", "tls.crt", "ca.crt", "agent.jar"])
      writeFileSync(join(folder, name), "");
    const child = spawn("bash", [join(folder, "configuration", "start-kafka.sh")], {
      detached: true,
      env: {
        ...process.env,
        ...{ POD_NAME: "test-broker-0", KAFKA_HOME: home, CONFIG_DIR: join(folder, "configuration") },
        ...{ RUN_DIR: join(folder, "run"), CERTIFICATE_DIR: folder, JMX_EXPORTER: join(folder, "agent.jar") },
        ...{ DATA_DIR: folder, CLUSTER_ID: "", OWN_ADDRESS: "@POD@:9091", LOOPBACK: "127.0.81.1", PEERS: "" },
        ...{ METRICS_PORT: "7071", CHECK_SECONDS: "60", FIRST_TURN: "0", TURN_SECONDS: "300", PATIENCE_SECONDS: "60" },
        ...{ SERVER_HEAP_OPTS: "", SERVER_PERFORMANCE_OPTS: "", SERVER_LOG4J_OPTS: "", SERVER_GC_LOG_OPTS: "" },
      },
    });
    const output = await new Promise<string>((resolve) => {
      let text = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (part: string) => {
          text += part;
          if (text.includes("Z in sync\n")) child.kill("SIGTERM");
        });
      // What it leaves behind ends with its container.
      const end = () => child.pid && process.kill(-child.pid, "SIGKILL");
      const late = setTimeout(end, 25_000);
      child.on("exit", () => {
        clearTimeout(late);
        end();
      });
      child.on("close", () => resolve(text));
    });
    expect(existsSync(join(folder, "run/in-sync"))).toBe(true);
    expect(output).toContain("java.lang.OutOfMemoryError: Java heap space\n");
    expect(output).toMatch(
      /could not find out which copies are in sync: kafka-topics\.sh ended with 3\n(.*\n)*.* in sync\n/,
    );
  }, 30_000);
});
