import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../testing.js";
import { secrets } from "../../aws/secrets/index.js";
import { secretStores } from "../secret-stores/index.js";
import { externalSecrets } from "./index.js";

const { plan } = compileObject(
  { kubernetes: { eksCluster: "acme-platform", namespace: "streaming" }, externalSecrets: {}, secretStores: {} },
  externalSecrets,
  secretStores,
);
const waitsFor = (id: string) => plan.units.find((unit) => unit.id === id)?.dependsOn;

describe("External Secrets", () => {
  it("starts once its role exists: a pod that was there before would never get its credentials", () => {
    expect(waitsFor("kubernetes/external-secrets")).toContain("terraform/external-secrets");
  });

  it("is there before the stores that need it, and so is its role", () => {
    expect(waitsFor("kubernetes/secret-stores")).toEqual(["kubernetes/external-secrets"]);
  });
});

describe("External Secrets without permissions", () => {
  const found = (spec: object, kubernetes: object = {}) =>
    diagnose({ kubernetes, externalSecrets: spec, secretStores: {} }, externalSecrets, secretStores).filter(
      ({ code }) => code === "SF2601",
    );

  it("are an error, at the component", () => {
    expect(found({})).toMatchObject([
      { severity: "error", path: "externalSecrets", hint: expect.stringContaining("kubernetes.eksCluster") },
    ]);
  });

  it("have them by an EKS cluster or by a role of one's own", () => {
    expect(found({}, { eksCluster: "acme-platform" })).toEqual([]);
    expect(found({ roleArn: "arn:aws:iam::111122223333:role/reader" })).toEqual([]);
  });
});

describe("the role of External Secrets", () => {
  interface Statement {
    readonly Sid: string;
    readonly Resource: string | readonly string[];
    readonly Condition?: unknown;
  }
  const statements = (externalSecretsSpec: object = {}, rest: object = {}): Readonly<Record<string, Statement>> => {
    const compiled = compileObject(
      { kubernetes: { eksCluster: "acme-platform" }, externalSecrets: externalSecretsSpec, ...rest },
      externalSecrets,
      secrets,
    );
    const policy = compiled.terraform("external-secrets").resource["aws_iam_role_policy"]?.["read"]?.["policy"];
    const { Statement } = JSON.parse(String(policy)) as { readonly Statement: readonly Statement[] };
    return Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
  };
  const secretArn = (name: string) => `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}`;
  const entries = { secrets: { entries: { admin: { kind: "msk-scram" } } } };

  it("reads the environment's own secrets by their tag, so that test-secrets-eu is not test's", () => {
    expect(statements({}, entries)["OwnSecrets"]).toMatchObject({
      Resource: [secretArn("test-secrets-*"), secretArn("AmazonMSK_test-secrets-*")],
      Condition: { StringEquals: { "aws:ResourceTag/environment": "test" } },
    });
    expect(statements({}, entries)["KeyOfOwnSecrets"]?.Condition).toEqual({
      StringEquals: {
        "aws:ResourceTag/environment": "test",
        "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com",
      },
    });
    expect(Object.keys(statements())).not.toContain("OwnSecrets");
  });

  it("reads other secrets below a slash only, or by their whole names", () => {
    expect(statements()["NamedSecrets"]?.Resource).toEqual([secretArn("test/*")]);
    expect(statements({ secretNames: ["registry", "shared/*"] })["NamedSecrets"]?.Resource).toEqual([
      secretArn("registry-??????"),
      secretArn("shared/*"),
    ]);
    expect(Object.keys(statements({ secretNames: [] }))).toEqual(["Parameters"]);
  });

  it("uses keys for these secrets alone, and through Secrets Manager alone", () => {
    expect(statements()["KeysOfNamedSecrets"]?.Condition).toEqual({
      StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
      StringLike: { "kms:EncryptionContext:SecretARN": [secretArn("test/*")] },
    });
  });

  it("reads parameters of no other environment", () => {
    expect(statements()["Parameters"]?.Resource).toBe(
      "arn:aws:ssm:eu-central-1:111122223333:parameter/streamform/test/*",
    );
  });

  it.each(["test*", "*", "/*", "a b", "te*st"])("is not given %j, which would be more than it says", (secret) => {
    const found = diagnose(
      { externalSecrets: { roleArn: "arn:aws:iam::111122223333:role/a", secretNames: [secret] } },
      externalSecrets,
    );
    expect(found.map(({ path }) => path)).toEqual(["externalSecrets.secretNames[0]"]);
  });
});
