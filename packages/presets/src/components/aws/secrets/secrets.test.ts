import { describe, expect, it } from "vitest";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { secrets } from "./index.js";

const entries = {
  "orders-app": { kind: "msk-scram", username: "orders" },
  audit: { kind: "msk-scram" },
  database: { kind: "password", description: "of ${nobody}" },
  webhook: { kind: "manual" },
};
const compiled = () => compileObject({ secrets: { entries } }, secrets);

describe("secrets", () => {
  it("puts no value into Terraform, and so none into its state", () => {
    const types = Object.keys(compiled().terraform("secrets").resource);
    expect(types).toContain("aws_secretsmanager_secret");
    expect(types).not.toContain("aws_secretsmanager_secret_version");
    expect(types).not.toContain("random_password");
  });

  it("names Kafka users as MSK wants it and all others after the environment", () => {
    const named = compiled().terraform("secrets").resource["aws_secretsmanager_secret"] ?? {};
    expect(Object.fromEntries(Object.entries(named).map(([id, { name }]) => [id, name]))).toEqual({
      "orders-app": "AmazonMSK_test-secrets-orders-app",
      audit: "AmazonMSK_test-secrets-audit",
      database: "test-secrets-database",
      webhook: "test-secrets-webhook",
    });
  });

  it("encrypts all of them with a key of its own, which rotates", () => {
    const { resource } = compiled().terraform("secrets");
    expect(resource["aws_kms_key"]?.["key"]).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    for (const secret of Object.values(resource["aws_secretsmanager_secret"] ?? {}))
      expect(secret["kms_key_id"]).toBe("${aws_kms_key.key.arn}");
  });

  it("lets MSK read Kafka users and nothing else", () => {
    const policies = compiled().terraform("secrets").resource["aws_secretsmanager_secret_policy"] ?? {};
    expect(Object.keys(policies).sort()).toEqual(["audit-policy", "orders-app-policy"]);
    expect(JSON.parse(String(policies["audit-policy"]?.["policy"])).Statement).toMatchObject([
      { Principal: { Service: "kafka.amazonaws.com" }, Resource: "${aws_secretsmanager_secret.audit.arn}" },
    ]);
  });

  it("escapes expressions in descriptions", () => {
    expect(compiled().terraform("secrets").resource["aws_secretsmanager_secret"]?.["database"]?.["description"]).toBe(
      "of $${nobody}",
    );
  });

  it("keeps deleted secrets for 30 days, or as long as the spec says", () => {
    const window = (spec: object) =>
      compileObject({ secrets: { entries, ...spec } }, secrets).terraform("secrets").resource[
        "aws_secretsmanager_secret"
      ]?.["audit"]?.["recovery_window_in_days"];
    expect(window({})).toBe(30);
    expect(window({ recoveryWindow: "7d" })).toBe(7);
    expect(diagnose({ secrets: { entries, recoveryWindow: "3d" } }, secrets)[0]?.path).toBe("secrets.recoveryWindow");
  });

  it("protects the key from deletion in production, unless the spec says otherwise", () => {
    const lifecycle = (object: object) =>
      compileObject(object as never, secrets).terraform("secrets").resource["aws_kms_key"]?.["key"]?.["lifecycle"];
    expect(lifecycle({ secrets: { entries } })).toBeUndefined();
    expect(lifecycle({ stage: "production", secrets: { entries } })).toEqual({ prevent_destroy: true });
    expect(lifecycle({ stage: "production", secrets: { entries, deletionProtection: false } })).toBeUndefined();
  });

  it("comes with an executable script that names every secret, and says in the README when to run it", () => {
    const { plan, file } = compiled();
    const script = file("hosts/secrets/set-values.sh");
    expect(script).toContain("user 'AmazonMSK_test-secrets-orders-app' 'orders'\n");
    expect(script).toContain("user 'AmazonMSK_test-secrets-audit' 'audit'\n");
    expect(script).toContain("password 'test-secrets-database'\n");
    expect(script).toContain("manual 'test-secrets-webhook'\n");
    expect(
      plan.units.flatMap(({ artifacts }) => artifacts).find(({ path }) => path.endsWith("set-values.sh"))?.executable,
    ).toBe(true);
    expect(plan.chapters[0]?.steps).toMatchObject([
      { when: "after", commands: ["generated/test/hosts/secrets/set-values.sh"] },
    ]);
  });

  it("costs 0.40 $ for each secret and 1 $ for the key", () => {
    const costs = compiled().plan.chapters[0]?.costs ?? [];
    expect(costs.reduce((sum, { quantity, price }) => sum + quantity * (price ?? Number.NaN), 0)).toBeCloseTo(
      4 * 0.4 + 1,
    );
  });

  it("refuses one Kafka user in two entries (SF2501)", () => {
    expect(
      codes(
        { secrets: { entries: { a: { kind: "msk-scram", username: "orders" }, orders: { kind: "msk-scram" } } } },
        secrets,
      ),
    ).toEqual(["SF2501"]);
  });

  it("refuses a user name that would need escaping, and a user name without a user", () => {
    expect(diagnose({ secrets: { entries: { a: { kind: "msk-scram", username: 'a"; rm' } } } }, secrets)[0]?.path).toBe(
      "secrets.entries.a.username",
    );
    expect(diagnose({ secrets: { entries: { a: { kind: "password", username: "a" } } } }, secrets)).toHaveLength(1);
  });
});
