import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secrets } from "../packages/presets/src/components/aws/secrets/index.js";
import { compileObject } from "../packages/presets/src/testing.js";
import { requireTools } from "./tools.js";

const run = promisify(execFile);

/** The account that moto says one is signed in to. */
const motoAccount = "123456789012";
const entries = {
  admin: { kind: "msk-scram" },
  orders: { kind: "msk-scram", username: "orders-app" },
  database: { kind: "password" },
  webhook: { kind: "manual" },
};
const names = {
  admin: "AmazonMSK_test-secrets-admin",
  orders: "AmazonMSK_test-secrets-orders",
  database: "test-secrets-database",
  webhook: "test-secrets-webhook",
};

const missing = requireTools(["aws", "moto_server", "shellcheck"]);
if (missing) console.warn(`skipped: the script of the secrets against an AWS of one's own, ${missing}`);

describe.skipIf(missing)("set-values.sh", () => {
  let folder: string;
  let server: ChildProcess;
  let variables: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "streamform-secrets-"));
    const port = await freePort();
    server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    const url = `http://127.0.0.1:${port}`;
    while (!(await fetch(`${url}/moto-api/`).catch(() => undefined))) await pause(200);
    variables = {
      ...process.env,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "example",
      AWS_SECRET_ACCESS_KEY: "example",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    for (const name of Object.values(names)) await aws("create-secret", "--name", name);
  });

  afterAll(async () => {
    server.kill();
    await once(server, "exit");
    await rm(folder, { recursive: true });
  });

  const aws = async (...command: string[]) =>
    (await run("aws", ["secretsmanager", ...command], { env: variables })).stdout;
  const stored = async (name: string) =>
    (await aws("get-secret-value", "--secret-id", name, "--query", "SecretString", "--output", "text")).trim();

  async function scriptFor(accountId: string): Promise<string> {
    const { file } = compileObject({ aws: { accountId, region: "eu-central-1" }, secrets: { entries } }, secrets);
    const script = join(folder, `set-values-${accountId}.sh`);
    await writeFile(script, file("hosts/secrets/set-values.sh"), { mode: 0o755 });
    return script;
  }

  /** An `aws` that notes what it was called with before it does it. */
  async function listening(): Promise<{ path: string; heard: () => Promise<string> }> {
    const log = join(folder, "arguments");
    const real = (await run("sh", ["-c", "command -v aws"])).stdout.trim();
    await writeFile(join(folder, "aws"), `#!/bin/sh\nprintf '%s\\n' "$*" >>'${log}'\nexec '${real}' "$@"\n`);
    await chmod(join(folder, "aws"), 0o755);
    return { path: `${folder}:${process.env.PATH}`, heard: () => readFile(log, "utf8") };
  }

  it("is accepted by shellcheck", async () => {
    const { stdout } = await run("shellcheck", [await scriptFor(motoAccount)]);
    expect(stdout).toBe("");
  });

  it("refuses another account and changes nothing there", async () => {
    const refused = run(await scriptFor("111122223333"), [], { env: variables });
    await expect(refused).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("111122223333") });
    await expect(stored(names.admin)).rejects.toThrow(/ResourceNotFoundException/);
  });

  it("sets what is empty, without ever showing a password, and changes nothing the second time", async () => {
    const script = await scriptFor(motoAccount);
    const { path, heard } = await listening();
    const first = await run(script, [], { env: { ...variables, PATH: path } });

    const admin = JSON.parse(await stored(names.admin)) as Record<string, string>;
    const orders = JSON.parse(await stored(names.orders)) as Record<string, string>;
    const database = await stored(names.database);
    expect(admin).toEqual({ username: "admin", password: expect.stringMatching(/^[A-Za-z0-9]{48}$/) });
    expect(orders).toEqual({ username: "orders-app", password: expect.stringMatching(/^[A-Za-z0-9]{48}$/) });
    expect(database).toMatch(/^[A-Za-z0-9]{48}$/);
    expect(new Set([admin["password"], orders["password"], database]).size).toBe(3);
    await expect(stored(names.webhook)).rejects.toThrow(/ResourceNotFoundException/);
    expect(first.stdout).toContain(`${names.webhook}: has no value`);

    const shown = first.stdout + first.stderr + (await heard());
    for (const password of [admin["password"], orders["password"], database]) expect(shown).not.toContain(password);

    const second = await run(script, [], { env: variables });
    expect(second.stdout.match(/: has a value$/gm)).toHaveLength(3);
    expect(JSON.parse(await stored(names.admin))).toEqual(admin);
    expect(await stored(names.database)).toBe(database);
  });

  it("gives one secret a new password when asked to, and refuses a secret that it does not know", async () => {
    const script = await scriptFor(motoAccount);
    const all = () => Promise.all([names.admin, names.orders, names.database].map(stored));
    const [admin, orders, database] = await all();
    const { stdout } = await run(script, ["--rotate", names.orders], { env: variables });
    expect(stdout).toBe(`${names.orders}: set\n`);
    const [adminNow, ordersNow, databaseNow] = await all();
    expect([adminNow, databaseNow]).toEqual([admin, database]);
    expect(JSON.parse(ordersNow ?? "")).toMatchObject({ username: "orders-app" });
    expect(ordersNow).not.toBe(orders);
    for (const wrong of [["--rotate", names.webhook], ["--rotate", "elsewhere"], ["--all"]])
      await expect(run(script, wrong, { env: variables })).rejects.toMatchObject({ code: 2 });
    expect(await all()).toEqual([adminNow, ordersNow, databaseNow]);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
