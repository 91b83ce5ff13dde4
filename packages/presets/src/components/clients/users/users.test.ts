import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { usersByJob } from "../../../kafka/by-job/users/index.js";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { compileObject } from "../../../testing.js";
import { certificates } from "../../cluster/certificates/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { usersByStrimzi } from "../../kafka/kafka-cluster/strimzi/users.js";
import { topics } from "../topics/index.js";
import { users } from "./index.js";

const components = [kubernetesKafka, secretStores, certificates, topics, users];
const compiled = (list: Readonly<Record<string, unknown>>, appliedBy: "job" | "strimzi" = "job") =>
  compileObject(
    {
      kubernetesKafka: { appliedBy },
      secretStores: {},
      certificates: {},
      topics: { "llm-events": { partitions: 1, config: { "retention.ms": "7d" } } },
      users: list,
    },
    ...components,
  );

/** The users' file without the users' names, a line a rule. */
function rulesOf(acls: Readonly<Record<string, unknown>>): readonly string[] {
  const { data } = compiled({ app: { acls } }).manifest("users", "ConfigMap") as unknown as {
    readonly data: Readonly<Record<string, string>>;
  };
  const lines = data["users.tsv"]?.trimEnd().split("\n") ?? [];
  return lines
    .filter((line) => line.startsWith("acl"))
    .map((line) => line.replace("acl\tapp\t", "").replaceAll("\t", " "));
}

describe("what a user may do", () => {
  it("is one line for each of the three roles", () => {
    expect(rulesOf({ produce: ["llm-*"] })).toEqual(["allow topic prefixed llm- * Describe,Write"]);
    expect(rulesOf({ consume: ["llm-*"] })).toEqual([
      "allow group prefixed app * Read",
      "allow topic prefixed llm- * Describe,Read",
    ]);
    expect(rulesOf({ process: ["llm-*"] })).toEqual([
      "allow group prefixed app * Read",
      "allow topic prefixed app * All",
      "allow topic prefixed llm- * Describe,Read,Write",
      "allow transactional-id prefixed app * Describe,Write",
    ]);
  });

  it("adds up roles on the same topics, and takes a star alone for Kafka's own word for all", () => {
    expect(rulesOf({ produce: ["llm-events"], consume: ["llm-events", "*"], groups: ["reports"] })).toEqual([
      "allow group literal reports * Read",
      "allow topic literal * * Describe,Read",
      "allow topic literal llm-events * Describe,Read,Write",
    ]);
  });

  it("names the internal topics of a stream processor after its application ids, and may have its own transactional ids", () => {
    expect(rulesOf({ process: ["llm-events"], groups: ["join-1", "count-*"], transactionalIds: ["tx-*"] })).toEqual([
      "allow group literal join-1 * Read",
      "allow group prefixed count- * Read",
      "allow topic literal llm-events * Describe,Read,Write",
      "allow topic prefixed count- * All",
      "allow topic prefixed join-1- * All",
      "allow transactional-id prefixed tx- * Describe,Write",
    ]);
  });

  it("takes single rules for the rest, for an address and against something", () => {
    const rules = [
      { resource: "cluster", operations: ["DescribeConfigs"] },
      { resource: "topic", name: "llm-audit", operations: ["All", "Read"], permission: "deny", host: "10.0.0.1" },
    ];
    expect(rulesOf({ rules })).toEqual([
      "allow cluster literal kafka-cluster * DescribeConfigs",
      "deny topic literal llm-audit 10.0.0.1 All",
    ]);
  });
});

describe("users by Strimzi", () => {
  it("are KafkaUsers of the cluster with the same rules, in the operator's words", () => {
    const acls = { process: ["llm-*"], rules: [{ resource: "cluster", operations: ["Describe"] }] };
    const quotas = { produce: "1MiB", consume: "2MiB", requestPercentage: 200 };
    const { manifest, plan } = compiled({ app: { acls, quotas } }, "strimzi");
    const { metadata, spec } = manifest("users", "KafkaUser") as unknown as {
      readonly metadata: { readonly name: string; readonly labels: object; readonly annotations?: object };
      readonly spec: { readonly authorization: { readonly acls: readonly unknown[] } };
    };
    expect(metadata).toMatchObject({ name: "app", labels: { "strimzi.io/cluster": "test" } });
    expect(metadata.annotations).toBeUndefined();
    expect(spec).toMatchObject({
      authentication: { type: "scram-sha-512" },
      quotas: { producerByteRate: 1048576, consumerByteRate: 2097152, requestPercentage: 200 },
    });
    expect(spec.authorization.acls).toEqual(
      expect.arrayContaining([
        { type: "allow", host: "*", resource: { type: "cluster" }, operations: ["Describe"] },
        {
          type: "allow",
          host: "*",
          resource: { type: "transactionalId", name: "app", patternType: "prefix" },
          operations: ["Describe", "Write"],
        },
      ]),
    );
    expect(plan.units.map(({ id }) => id)).not.toContain("terraform/users");
  });

  it("take a password by reference from a Secret that External Secrets fills", () => {
    const list = {
      app: { password: { secretsManager: "acme/app", key: "password" }, acls: { produce: ["llm-events"] } },
    };
    const { manifest, file } = compiled(list, "strimzi");
    expect(manifest("users", "KafkaUser")).toMatchObject({
      spec: {
        authentication: { password: { valueFrom: { secretKeyRef: { name: "app-password", key: "password" } } } },
      },
    });
    expect(file("kubernetes/users/externalsecret-app-password.yaml")).toContain("key: acme/app");
  });

  it("are deleted with their object only where the spec says so", () => {
    const { manifest } = compiled({ app: { acls: { produce: ["llm-events"] }, onRemove: "delete" } }, "strimzi");
    expect(manifest("users", "KafkaUser").metadata.annotations).toMatchObject({
      "kustomize.toolkit.fluxcd.io/prune": "enabled",
    });
  });
});

describe("users by a Job", () => {
  const producer = { acls: { produce: ["llm-events"] } };

  it("have passwords that Secrets Manager makes and no state holds", () => {
    const module = compiled({ app: producer }).terraform("users") as unknown as {
      readonly ephemeral: object;
      readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
      readonly terraform: object;
    };
    expect(module.ephemeral).toEqual({
      aws_secretsmanager_random_password: { app_password: { password_length: 48, exclude_punctuation: true } },
    });
    expect(module.resource["aws_secretsmanager_secret"]?.["app"]).toMatchObject({ name: "test/users/app" });
    expect(Object.keys(module.resource["aws_secretsmanager_secret_version"]?.["app_value"] ?? {})).toEqual([
      "secret_id",
      "secret_string_wo",
      "secret_string_wo_version",
    ]);
    expect(module.terraform).toMatchObject({ required_version: ">= 1.11.0" });
  });

  it("find them in a Secret of their name, with the keys of Strimzi's, after the stack that makes them", () => {
    const { file, plan } = compiled({ app: producer });
    const secret = file("kubernetes/users/externalsecret-app.yaml");
    expect(secret).toContain("key: test/users/app");
    expect(secret).toContain('password: "{{ .v0 }}"');
    expect(secret).toContain('ScramLoginModule required username="app" password="{{ .v0 }}";');
    expect(plan.units.find(({ id }) => id === "kubernetes/users")?.dependsOn).toContain("terraform/users");
  });

  it("are told apart in the README by what is left of them in Kafka once they are removed", () => {
    const acls = { produce: ["llm-events"] };
    const step = compiled({ app: { acls }, passing: { acls, onRemove: "delete" } })
      .plan.chapters.flatMap(({ steps }) => steps)
      .find(({ title }) => title === "Delete users that the spec no longer has");
    expect(step?.text).toContain("applies to the present users `app`.");
    expect(step?.text).toContain("set `onRemove: delete` before you remove the user");
    expect(step?.commands).toEqual([
      "aws secretsmanager delete-secret --region eu-central-1 --secret-id test/users/NAME --force-delete-without-recovery",
    ]);
  });

  it("bring a password by reference, and then no stack makes one", () => {
    const { file, plan } = compiled({ app: { ...producer, password: { secretsManager: "acme/app" } } });
    expect(file("kubernetes/users/externalsecret-app.yaml")).toContain("key: acme/app");
    expect(plan.units.map(({ id }) => id)).not.toContain("terraform/users");
  });

  it("get a certificate of the environment's CA where they log in by one", () => {
    const { manifest } = compiled({ app: { ...producer, authentication: "tls" } });
    expect(manifest("users", "Certificate")).toMatchObject({
      spec: {
        secretName: "app",
        commonName: "app",
        usages: ["digital signature", "client auth"],
        privateKey: { encoding: "PKCS8" },
        issuerRef: { kind: "Issuer", name: "kafka-ca" },
      },
    });
    const { volumes } = jobOf({ app: { ...producer, authentication: "tls" } }).spec.template.spec;
    expect(volumes.map(({ name }) => name)).toEqual(["files", "user", "trust", "tmp"]);
    const tls = { authentication: "tls" } as const;
    const part = {} as never;
    expect(usersByJob().credentials(part, "app", tls)).toMatchObject({ certificate: { privateKey: "tls.key" } });
    expect(usersByStrimzi.credentials(part, "app", tls)).toMatchObject({
      certificate: { privateKey: "user.key" },
    });
  });

  it("are made by a pod that holds their passwords as files, logs in by certificate, and passes the restricted standard", () => {
    const { containers, securityContext, volumes } = jobOf({ app: producer }).spec.template.spec;
    const [{ env, resources, securityContext: inside }] = containers;
    expect(env).toContainEqual({ name: "KAFKA_BOOTSTRAP_SERVERS", value: "kafka:9093" });
    expect(env).toContainEqual({ name: "LOGIN_BOOTSTRAP_SERVERS", value: "kafka:9092" });
    expect(JSON.stringify(env)).not.toContain("secretKeyRef");
    expect(resources.requests["memory"]).toBe(resources.limits["memory"]);
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(inside).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(volumes.find(({ name }) => name === "passwords")).toMatchObject({
      secret: { secretName: "app", items: [{ key: "password", path: "app" }] },
    });
  });

  it("have a Job of another name whenever something of them changes, and the same one otherwise", () => {
    const name = (list: Readonly<Record<string, unknown>>) => compiled(list).manifest("users", "Job").metadata.name;
    expect(name({ app: producer })).toBe(name({ app: { ...producer } }));
    for (const other of [
      { quotas: { produce: "1MiB" } },
      { onRemove: "delete" },
      { password: { secretsManager: "acme/app" } },
    ])
      expect(name({ app: { ...producer, ...other } })).not.toBe(name({ app: producer }));
  });

  it("are tried again after each exit code of the script that can pass, and after no other", () => {
    const script = readFileSync(
      new URL("../../../kafka/by-job/users/templates/apply-users.sh", import.meta.url),
      "utf8",
    );
    const [, text = ""] = /# Exit codes: (.*?)\nset /s.exec(script) ?? [];
    expect(Array.from(text.matchAll(/(\d) [a-zA-Z]/g), ([, code]) => Number(code))).toEqual([0, 1, 2, 4, 5]);
    expect(jobOf({ app: producer }).spec).toMatchObject({
      podFailurePolicy: { rules: [{ onExitCodes: { containerName: "apply-users", values: [2, 3, 126, 127] } }] },
    });
    expect(jobOf({ app: producer }).spec).not.toHaveProperty("ttlSecondsAfterFinished");
  });
});

function jobOf(list: Readonly<Record<string, unknown>>): Job {
  return compiled(list).manifest("users", "Job") as unknown as Job;
}

interface Job {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly securityContext: object;
        readonly volumes: readonly { readonly name: string }[];
        readonly containers: readonly [
          {
            readonly env: readonly unknown[];
            readonly resources: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>>>>;
            readonly securityContext: object;
          },
        ];
      };
    };
  };
}
