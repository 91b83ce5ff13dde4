import { readFileSync } from "node:fs";
import { type Deferred, type DescribePart, defineComponent, provide, type UsesMap } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { byJob } from "../../../kafka/by-job/index.js";
import { type Kafka, kafka, type Listener } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { topicDefaults } from "../../../kafka/testing.js";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { versions } from "../../../versions/versions.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { topicsJob } from "../topics-job/index.js";
import { topics } from "./index.js";

const fakeSpec = z.strictObject({
  version: z.string().default("3.9.x"),
  listeners: z.array(z.enum(["scram", "iam", "mtls", "plaintext"])).default(["scram"]),
  minInsyncReplicas: z.int().default(2),
});

/** A Kafka of three brokers that takes passwords, unless the spec says otherwise. */
const fakeKafka = defineComponent({
  name: "fake-kafka",
  title: "Kafka for tests",
  spec: fakeSpec,
  terraform: () => ({ bootstrap: "b-1:9096,b-2:9096" }),
  provides: [provide(kafka, asKafka)],
});

function asKafka({ spec, terraform }: DescribePart<typeof fakeSpec, UsesMap, unknown, { bootstrap: string }>): Kafka {
  const [first, ...more] = spec.listeners.map((name) => listenerOf(name, terraform.bootstrap));
  if (!first) throw new TypeError("no listener");
  return {
    version: spec.version,
    brokers: 3,
    zones: ["eu-central-1a"],
    listeners: [first, ...more],
    defaults: { ...topicDefaults, minInsyncReplicas: spec.minInsyncReplicas },
    tieredStorage: false,
    partitionsPerBroker: 1000,
    storage: 300,
    ...byJob,
    programs: programsFor(versions.entries, spec.version),
    admin: { secretsManager: "AmazonMSK_test-admin" },
    iamResources: {
      cluster: "arn:cluster",
      topics: "arn:topic/",
      groups: "arn:group/",
      transactionalIds: "arn:transactional-id/",
    },
  };
}

function listenerOf(name: "scram" | "iam" | "mtls" | "plaintext", bootstrapServers: Deferred<string>): Listener {
  if (name === "plaintext") return { name, protocol: "PLAINTEXT", port: 9092, bootstrapServers };
  if (name === "mtls") return { name, protocol: "SSL", port: 9094, bootstrapServers };
  return {
    name,
    protocol: "SASL_SSL",
    mechanism: name === "iam" ? "AWS_MSK_IAM" : "SCRAM-SHA-512",
    port: 9096,
    bootstrapServers,
  };
}

const components = [fakeKafka, secretStores, topicsJob, topics];
const environment = (list: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) => ({
  fakeKafka: {},
  secretStores: {},
  topics: list,
  ...more,
});
const orders = { partitions: 6, config: { "retention.ms": "7d", "cleanup.policy": "delete" } };

describe("topics", () => {
  it("writes a line a topic, sorted, with the brokers' factor where none is given", () => {
    const { manifest } = compileObject(
      environment({ orders, audit: { partitions: 1, replicationFactor: 2, onRemove: "delete" } }),
      ...components,
    );
    const { data } = manifest("topics", "ConfigMap") as unknown as { data: Record<string, string> };
    expect(data["topics.tsv"]).toBe(
      "audit\t1\t2\tdelete\norders\t6\t3\tkeep\tcleanup.policy=delete\tretention.ms=604800000\n",
    );
  });

  it("gives a changed topic a Job of another name, and the same topic the same", () => {
    const name = (list: Readonly<Record<string, unknown>>) =>
      compileObject(environment(list), ...components).manifest("topics", "Job").metadata.name;
    expect(name({ orders })).toBe(name({ orders: { ...orders } }));
    expect(name({ orders })).not.toBe(name({ orders: { ...orders, partitions: 7 } }));
  });

  it("never lets the engine delete and make the Job again: no ttlSecondsAfterFinished", () => {
    expect(jobOf({}).spec).not.toHaveProperty("ttlSecondsAfterFinished");
  });

  it.each(["scram", "iam"])("runs without root, without a writable disk and without a token: %s", (listener) => {
    const pod = jobOf({ fakeKafka: { listeners: [listener] }, kubernetes: { eksCluster: "acme" } }).spec.template.spec;
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    for (const container of [...(pod.initContainers ?? []), ...pod.containers])
      expect(container.securityContext, container.name).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
  });

  it("tries again after each exit code of the script that can pass, and after no other", () => {
    const script = readFileSync(
      new URL("../../../kafka/by-job/topics/templates/apply-topics.sh", import.meta.url),
      "utf8",
    );
    const [, text = ""] = /# Exit codes: (.*?)\nset /s.exec(script) ?? [];
    const documented = Array.from(text.matchAll(/(\d) [a-zA-Z]/g), ([, code]) => Number(code)).filter(
      (code) => code < 6,
    );
    expect(documented).toEqual([0, 1, 2, 3, 4, 5]);
    const { rules } = jobOf({}).spec.podFailurePolicy;
    expect(rules).toEqual([
      {
        action: "FailJob",
        onExitCodes: { containerName: "apply-topics", operator: "In", values: [2, 3, 126, 127] },
      },
    ]);
  });

  it("takes the brokers' address and the password from the cluster's secrets, and waits for the stack that publishes the address", () => {
    const { plan, file } = compileObject(environment({ orders }), ...components);
    expect(file("kubernetes/topics/externalsecret-topics-values.yaml")).toContain(
      "key: /streamform/test/fake-kafka/bootstrap",
    );
    expect(file("kubernetes/topics/externalsecret-topics-client.yaml")).toContain("key: AmazonMSK_test-admin");
    expect(plan.units.find(({ id }) => id === "kubernetes/topics")?.dependsOn).toEqual([
      "kubernetes/secret-stores",
      "terraform/fake-kafka",
    ]);
  });

  it.each([
    ["SF2201", { orders: { ...orders, replicationFactor: 4 } }, {}],
    ["SF2202", { orders: { ...orders, config: { ...orders.config, "min.insync.replicas": 3 } } }, {}],
    ["SF2203", { orders: { ...orders, config: { ...orders.config, "min.insync.replicas": 1 } } }, {}],
    [
      "SF2204",
      { orders: { ...orders, config: { ...orders.config, "message.format.version": "3.0-IV1" } } },
      { fakeKafka: { version: "4.0.x.kraft" } },
    ],
    ["SF2205", { "a.b": orders, a_b: orders }, {}],
    ["SF2206", { __consumer_offsets: orders }, {}],
    ["SF2207", { orders: { ...orders, throughput: "1MiB" } }, {}],
    ["SF2208", { orders: { partitions: 6 } }, { stage: "production" }],
    ["SF2209", { orders: { ...orders, partitions: 1001 } }, {}],
    ["SF2210", { orders }, { fakeKafka: { listeners: ["iam"] } }],
    ["SF2211", { orders }, { fakeKafka: { listeners: ["mtls"] } }],
    ["SF2251", { orders }, { topicsJob: { listener: "iam" } }],
    ["SF2252", { orders }, { topicsJob: { image: "registry.example.com/kafka" } }],
  ])("reports %s", (code, list, more) => {
    expect(codes(environment(list, more), ...components)).toEqual([code]);
  });

  it("shows the arithmetic of what does not fit on the disks", () => {
    const [found] = diagnose(environment({ orders: { ...orders, throughput: "1MiB" } }), ...components);
    expect(found?.message).toContain("1.0 MiB/s × 168 h × 3 copies = 1772 GiB");
  });
});

describe("topics by IAM", () => {
  const byIam = { fakeKafka: { listeners: ["iam"] }, kubernetes: { eksCluster: "acme", namespace: "streaming" } };
  const compiled = (more: Readonly<Record<string, unknown>> = {}) =>
    compileObject(environment({ orders }, { ...byIam, ...more }), ...components);

  it("gives the Job's service account a role of its own before the Job is there", () => {
    const { terraform, plan } = compiled();
    const { resource } = terraform("topics");
    expect(resource.aws_eks_pod_identity_association?.association).toMatchObject({
      cluster_name: "acme",
      namespace: "streaming",
      service_account: "topics",
    });
    expect(String(resource.aws_iam_role?.role?.assume_role_policy)).toContain('"Service":"pods.eks.amazonaws.com"');
    expect(plan.units.find(({ id }) => id === "kubernetes/topics")?.dependsOn).toContain("terraform/topics");
  });

  it("lets that role make, change and delete topics, and read and write no data but the registry's", () => {
    const policy = JSON.parse(String(compiled().terraform("topics").resource.aws_iam_role_policy?.topics?.policy));
    const allowed = (action: string) =>
      (policy.Statement as readonly { readonly Action: readonly string[]; readonly Resource: string }[])
        .filter(({ Action }) => Action.includes(`kafka-cluster:${action}`))
        .map(({ Resource }) => Resource);
    for (const action of ["Connect", "DescribeCluster"]) expect(allowed(action), action).toEqual(["arn:cluster"]);
    for (const action of ["CreateTopic", "DescribeTopic", "AlterTopic", "DeleteTopic"])
      expect(allowed(action), action).toEqual(["arn:topic/*"]);
    for (const action of ["DescribeTopicDynamicConfiguration", "AlterTopicDynamicConfiguration"])
      expect(allowed(action), action).toEqual(["arn:topic/*"]);
    for (const action of ["ReadData", "WriteData"])
      expect(allowed(action), action).toEqual(["arn:topic/_streamform.topics.test"]);
  });

  it("brings the pinned library onto the tools' class path, by the same image", () => {
    const [fetch] = jobOf(byIam).spec.template.spec.initContainers ?? [];
    const [apply] = jobOf(byIam).spec.template.spec.containers;
    const { version, sha256 } = versions.entries.libraries.awsMskIamAuth;
    const file = { name: "LIBRARY_FILE", value: "/opt/streamform/aws-msk-iam-auth.jar" };
    expect(fetch?.image).toBe(apply?.image);
    expect(fetch?.env).toEqual([
      {
        name: "LIBRARY_URL",
        value: `https://repo1.maven.org/maven2/software/amazon/msk/aws-msk-iam-auth/${version}/aws-msk-iam-auth-${version}-all.jar`,
      },
      { name: "LIBRARY_SHA256", value: sha256 },
      file,
    ]);
    expect(apply?.env).toContainEqual({ name: "CLASSPATH", value: file.value });
  });

  it("takes the library from a mirror, or from the image", () => {
    const url = "https://mirror.example.com/aws-msk-iam-auth-all.jar";
    const mirrored = jobOf({ ...byIam, topicsJob: { iamLibrary: { url } } }).spec.template.spec;
    expect(mirrored.initContainers?.[0]?.env).toContainEqual({ name: "LIBRARY_URL", value: url });
    const image = "registry.example.com/kafka-iam:3.9.2";
    const inImage = jobOf({ ...byIam, topicsJob: { image, iamLibrary: "image" } }).spec.template.spec;
    expect(inImage.initContainers).toBeUndefined();
    expect(inImage.containers[0]?.image).toBe(image);
  });

  it("binds an existing role by annotation instead, and makes no stack then", () => {
    const roleArn = "arn:aws:iam::111122223333:role/topics";
    const { plan, manifest } = compiled({ kubernetes: {}, topicsJob: { roleArn } });
    expect(plan.units.map(({ id }) => id)).not.toContain("terraform/topics");
    expect(manifest("topics", "ServiceAccount").metadata).toMatchObject({
      annotations: { "eks.amazonaws.com/role-arn": roleArn },
    });
  });

  it("is not used where the environment prefers passwords, unless the spec says so", () => {
    const both = { ...byIam, fakeKafka: { listeners: ["scram", "iam"] } };
    const units = (more: object) => compiled({ ...both, ...more }).plan.units.map(({ id }) => id);
    expect(units({})).not.toContain("terraform/topics");
    expect(units({ topicsJob: { listener: "iam" } })).toContain("terraform/topics");
  });

  it("says what to give where the pod would have no credentials", () => {
    const [found] = diagnose(environment({ orders }, { fakeKafka: { listeners: ["iam"] } }), ...components);
    expect(found).toMatchObject({ code: "SF2210", path: "topics" });
    expect(found?.hint).toContain("`kubernetes.eksCluster`, or an existing role in `topicsJob.roleArn`");
  });

  it.each([
    ["https://user:word@mirror.example.com/a.jar"],
    ["ftp://mirror.example.com/a.jar"],
    ["https://mirror.example.com/$(id).jar"],
  ])("refuses %s as the address of the library", (url) => {
    const found = diagnose(environment({ orders }, { ...byIam, topicsJob: { iamLibrary: { url } } }), ...components);
    expect(found.map(({ path }) => path)).toEqual([expect.stringContaining("topicsJob.iamLibrary")]);
  });
});

describe("the step that runs the Job again", () => {
  it("is for the cluster that the workloads run in", () => {
    const { plan } = compileObject(
      environment({ orders }, { kubernetes: { context: "acme production" } }),
      ...components,
    );
    const step = plan.chapters
      .find(({ component }) => component === "topics")
      ?.steps.find(({ title }) => title.includes("again"));
    expect(step?.commands).toHaveLength(2);
    for (const command of step?.commands ?? [])
      expect(command).toMatch(/^kubectl --context 'acme production' --namespace /);
  });
});

function jobOf(more: Readonly<Record<string, unknown>>): Job {
  return compileObject(environment({ orders }, more), ...components).manifest("topics", "Job") as unknown as Job;
}

interface Job {
  readonly spec: { readonly podFailurePolicy: { readonly rules: unknown }; readonly template: { readonly spec: Pod } };
}

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly initContainers?: readonly PodContainer[];
  readonly containers: readonly PodContainer[];
}

interface PodContainer {
  readonly name: string;
  readonly image: string;
  readonly env: readonly unknown[];
  readonly securityContext: object;
}
