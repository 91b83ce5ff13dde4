import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "./run.js";
import { requireTools } from "./tools.js";
import { skipped, topic, useKafka } from "./topics-apply.js";
import { type IamListener, startIamListener } from "./topics-iam-listener.js";

const script = fileURLToPath(
  new URL("../packages/presets/src/kafka/iam/templates/fetch-iam-library.sh", import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), "streamform-iam-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The committed Job of the environment whose topics are made by IAM. */
function committed(prefix: string) {
  const topics = join(root, "generated/msk-prod/kubernetes/topics");
  const name = readdirSync(topics).find((file) => file.startsWith(prefix));
  if (name === undefined) throw new Error(`msk-prod has no ${prefix}`);
  return parse(readFileSync(join(topics, name), "utf8")) as {
    readonly data: Readonly<Record<string, string>>;
    readonly spec: { readonly template: { readonly spec: { readonly initContainers: readonly [Container] } } };
  };
}

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

interface Fetched {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs the script that brings the library; on a machine with these commands alone where a `PATH` is given. */
function fetchLibrary(env: Readonly<Record<string, string>>, path = process.env.PATH ?? ""): Promise<Fetched> {
  const child = spawn("/bin/bash", [script], { env: { ...process.env, PATH: path, ...env } });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stderr })));
}

/** A folder with these commands; one from BusyBox is written `busybox:wget`. */
function commands(...names: readonly string[]): string {
  const bin = mkdtempSync(join(folder, "bin-"));
  for (const name of names) {
    const [command, applet = command] = name.split(":") as [string, string?];
    const { stdout } = spawnSync("/bin/sh", ["-c", `command -v ${command}`], { encoding: "utf8" });
    symlinkSync(stdout.trim(), join(bin, applet));
  }
  return bin;
}

describe("fetch-iam-library.sh", () => {
  const jar = "not a real jar";
  const sha256 = createHash("sha256").update(jar).digest("hex");
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/library.jar" ? 200 : 404;
    response.end(request.url === "/library.jar" ? jar : "");
  });
  const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`;
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.close();
  });
  const variables = (more: Readonly<Record<string, string>> = {}) => ({
    LIBRARY_URL: address("library.jar"),
    LIBRARY_SHA256: sha256,
    LIBRARY_FILE: join(mkdtempSync(join(folder, "library-")), "library.jar"),
    ...more,
  });

  it.each(["curl", "wget", "busybox:wget"])("needs no more than %s", async (client) => {
    if (requireTools([client.split(":")[0] ?? ""])) return;
    const env = variables();
    expect(await fetchLibrary(env, commands(client, "timeout", "sha256sum", "mv"))).toEqual({ code: 0, stderr: "" });
    expect(readFileSync(env.LIBRARY_FILE, "utf8")).toBe(jar);
  });

  it("refuses another file than the one that was asked for with 3, and leaves none", async () => {
    const env = variables({ LIBRARY_SHA256: "0".repeat(64) });
    const { code, stderr } = await fetchLibrary(env);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(`has the SHA-256 ${sha256}`) });
    expect(existsSync(env.LIBRARY_FILE)).toBe(false);
  });

  it("exits with 1 where the file cannot be fetched, which may pass, and with 2 where it never can be", async () => {
    expect((await fetchLibrary(variables({ LIBRARY_URL: address("missing.jar") }))).code).toBe(1);
    expect(await fetchLibrary(variables(), commands("timeout", "sha256sum", "mv"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("neither curl nor wget"),
    });
    expect((await fetchLibrary({})).code).toBe(2);
  });
});

const missing = skipped ?? requireTools(["openssl"]);

describe.skipIf(missing)("apply-topics.sh by IAM", () => {
  const kafka = useKafka({ tools: "3.5.1", brokers: "3.5.1" });
  // Example credentials of the AWS documentation.
  const credentials = {
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    sessionToken: "session",
  };
  const library = join(folder, "aws-msk-iam-auth.jar");
  /** What EKS Pod Identity's agent does: credentials for whoever shows the pod's token. */
  const agent = createServer((request, response) => {
    response.statusCode = request.headers.authorization === "pod" ? 200 : 401;
    response.end(
      JSON.stringify({
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        Token: credentials.sessionToken,
        Expiration: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
  });
  let listener: IamListener | undefined;
  let bin = "";

  beforeAll(async () => {
    const env = committed("job-").spec.template.spec.initContainers[0].env;
    const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    expect(await fetchLibrary({ ...variables, LIBRARY_FILE: library })).toEqual({ code: 0, stderr: "" });
    await new Promise<void>((resolve) => agent.listen(0, "127.0.0.1", resolve));
    listener = await startIamListener(kafka.broker().fronted, credentials, folder);
    bin = withoutLibrary(kafka.bin());
  }, 300_000);
  afterAll(() => {
    listener?.close();
    agent.close();
  });

  /** Kafka's tools as their image has them: what else is on their class path here knows nothing of AWS. */
  function withoutLibrary(tools: string): string {
    const [jars, scripts] = [join(folder, "libs"), join(folder, "tools")];
    const installed = join(dirname(tools), "libs");
    mkdirSync(jars);
    mkdirSync(scripts);
    for (const jar of readdirSync(installed))
      if (!/^aws-|-2\.3\d\.\d+\.jar$/.test(jar)) symlinkSync(join(installed, jar), join(jars, jar));
    for (const name of readdirSync(tools).filter((file) => file.endsWith(".sh"))) {
      writeFileSync(join(scripts, name), readFileSync(join(tools, name), "utf8").replaceAll(installed, jars));
      chmodSync(join(scripts, name), 0o755);
    }
    return scripts;
  }

  /** The Job's environment: the committed client properties, the library, and what EKS Pod Identity puts into a pod. */
  function pod(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    const properties = committed("configmap-").data["client.properties"] ?? "";
    const token = join(folder, "token");
    writeFileSync(token, "pod");
    return {
      KAFKA_BIN: bin,
      KAFKA_BOOTSTRAP_SERVERS: `localhost:${kafka.broker().fronted.advertisedPort}`,
      KAFKA_CLIENT_CONFIG: kafka.write(
        `${properties}ssl.truststore.type=PEM\nssl.truststore.location=${listener?.certificate}\n`,
      ),
      CLASSPATH: library,
      AWS_REGION: "eu-central-1",
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${(agent.address() as AddressInfo).port}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token,
      ...more,
    };
  }

  it("makes topics and registers them, with the pod's credentials and the library from Maven Central", async () => {
    const registry = kafka.newRegistry();
    const run = await kafka.apply([topic("by-iam", 2, 1, "delete", "retention.ms=1000000")], {
      env: pod({ REGISTRY_TOPIC: registry }),
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.lines).toContain("created by-iam (2 partitions, factor 1)");
    expect(kafka.topics()).toEqual(expect.arrayContaining(["by-iam", registry]));
    expect(new Set(listener?.mechanisms)).toEqual(new Set(["AWS_MSK_IAM"]));
    expect(listener?.requests[0]).toMatchObject({
      version: "2020_10_22",
      action: "kafka-cluster:Connect",
      "x-amz-credential": expect.stringMatching(
        /^AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/kafka-cluster\/aws4_request$/,
      ),
    });
  });

  it("exits with 4 and says why where the pod has no credentials, or those of somebody else", async () => {
    const none = await kafka.apply([], {
      env: pod({ AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: kafka.write("another"), AWS_EC2_METADATA_DISABLED: "true" }),
    });
    expect(none.code).toBe(4);
    expect(none.stderr).toContain("Unable to load credentials");
    const other = { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: "another" };
    const denied = await kafka.apply([], { env: pod({ ...other, AWS_SESSION_TOKEN: credentials.sessionToken }) });
    expect(denied.code).toBe(4);
    expect(denied.stderr).toContain("Access denied");
    expect(denied.stderr).not.toContain("another");
  });
});
