import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileOf, type PlanOf, planOf, stack } from "../packages/core/src/delivery/testing.js";
import { requireTools } from "./tools.js";

const skipped = requireTools(["moto_server", "aws", "shellcheck"]);
if (skipped) console.warn(`bootstrap: ${skipped}`);

/** The account that moto plays. */
const accountId = "123456789012";
const scriptOf = (rest: PlanOf) =>
  fileOf(planOf({ units: [stack("msk")], ...rest }), "hosts/bootstrap/state-bucket.sh");
const inRegion = (region: string, tags: Readonly<Record<string, string>> = {}) =>
  scriptOf({ aws: { accountId, region, tags } });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

describe.skipIf(skipped)("the state bucket's script, against an AWS that is played", () => {
  const folder = mkdtempSync(join(tmpdir(), "streamform-bootstrap-"));
  let server: ChildProcess;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    environment = {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_CONFIG_FILE: join(folder, "config"),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    };
    for (let attempt = 0; attempt < 150; attempt++) {
      if (
        await fetch(`${endpoint}/moto-api/`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        return;
      await sleep(200);
    }
    throw new Error("moto_server did not start");
  }, 60_000);

  afterAll(() => {
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  function run(script: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const file = join(folder, "state-bucket.sh");
    writeFileSync(file, script);
    return spawnSync("sh", [file], { env: environment, encoding: "utf8" });
  }

  function aws(region: string, ...words: readonly string[]): unknown {
    const text = execFileSync("aws", ["--region", region, "--output", "json", ...words], {
      env: environment,
      encoding: "utf8",
    });
    return text.trim() === "" ? undefined : JSON.parse(text);
  }

  it("passes shellcheck", () => {
    const file = join(folder, "checked.sh");
    writeFileSync(file, inRegion("eu-central-1", { "it's": '$(id) "x"' }));
    expect(spawnSync("shellcheck", [file], { encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
  });

  it.each(["eu-central-1", "us-east-1"])(
    "makes the bucket in %s, versioned, encrypted, private, reached by TLS only",
    (region) => {
      const bucket = `streamform-state-${accountId}-${region}`;
      const done = run(inRegion(region, { "cost center": "it's 42 $" }));
      expect(done, done.stderr).toMatchObject({ status: 0, stdout: `state-bucket: ${bucket} is ready in ${region}\n` });
      const get = (what: string) => aws(region, "s3api", what, "--bucket", bucket);
      expect(get("get-bucket-location")).toEqual({ LocationConstraint: region === "us-east-1" ? null : region });
      expect(get("get-bucket-versioning")).toMatchObject({ Status: "Enabled" });
      expect(get("get-public-access-block")).toEqual({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      });
      expect(get("get-bucket-ownership-controls")).toMatchObject({
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
      });
      expect(get("get-bucket-encryption")).toMatchObject({
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" } }],
        },
      });
      const { Policy } = get("get-bucket-policy") as { Policy: string };
      expect(JSON.parse(Policy).Statement).toMatchObject([
        { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ]);
      expect(get("get-bucket-lifecycle-configuration")).toMatchObject({
        Rules: [{ Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 90 } }],
      });
      expect((get("get-bucket-tagging") as { TagSet: unknown }).TagSet).toEqual(
        expect.arrayContaining([
          { Key: "cost center", Value: "it's 42 $" },
          { Key: "managed-by", Value: "streamform" },
        ]),
      );
    },
  );

  it("can be run again, and puts right what somebody changed", () => {
    const bucket = `streamform-state-${accountId}-eu-west-1`;
    expect(run(inRegion("eu-west-1", { team: "first" })).status).toBe(0);
    aws(
      "eu-west-1",
      "s3api",
      "put-bucket-versioning",
      "--bucket",
      bucket,
      "--versioning-configuration",
      "Status=Suspended",
    );
    const again = run(inRegion("eu-west-1", { team: "second" }));
    expect(again, again.stderr).toMatchObject({ status: 0 });
    expect(again.stdout).toContain(`${bucket} exists`);
    expect(aws("eu-west-1", "s3api", "get-bucket-versioning", "--bucket", bucket)).toMatchObject({ Status: "Enabled" });
    const { TagSet } = aws("eu-west-1", "s3api", "get-bucket-tagging", "--bucket", bucket) as { TagSet: unknown };
    expect(TagSet).toContainEqual({ Key: "team", Value: "first" });
  });

  it("does nothing in an account that is not the environment's", () => {
    const wrong = run(scriptOf({ aws: { accountId: "111122223333", region: "eu-north-1", tags: {} } }));
    expect(wrong).toMatchObject({ status: 1, stdout: "" });
    expect(wrong.stderr).toContain(
      "the credentials are for account 123456789012, but this environment is in 111122223333",
    );
    const { Buckets } = aws("eu-north-1", "s3api", "list-buckets") as { Buckets: readonly { readonly Name: string }[] };
    expect(Buckets.map(({ Name }) => Name)).not.toContain("streamform-state-111122223333-eu-north-1");
  });
});
