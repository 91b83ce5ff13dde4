import { type Deferred, type DescribePart, defineComponent, provide, type UsesMap } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Kafka, kafka, type Listener } from "../../kafka/kafka.js";
import { codes, compileObject, diagnose } from "../../testing.js";
import { secretStores } from "../secret-stores/index.js";
import { topics } from "./index.js";

const fakeSpec = z.strictObject({
  version: z.string().default("3.9.x"),
  listener: z.enum(["scram", "iam", "plaintext"]).default("scram"),
  minInsyncReplicas: z.int().default(2),
});

/** A Kafka of three brokers that takes passwords. */
const fakeKafka = defineComponent({
  name: "fake-kafka",
  title: "Kafka for tests",
  spec: fakeSpec,
  terraform: () => ({ bootstrap: "b-1:9096,b-2:9096" }),
  provides: [provide(kafka, asKafka)],
});

function asKafka({ spec, terraform }: DescribePart<typeof fakeSpec, UsesMap, unknown, { bootstrap: string }>): Kafka {
  return {
    version: spec.version,
    brokers: 3,
    zones: ["eu-central-1a"],
    listeners: [listenerOf(spec.listener, terraform.bootstrap)],
    defaults: { replicationFactor: 3, minInsyncReplicas: spec.minInsyncReplicas },
    partitionsPerBroker: 1000,
    storage: 300,
    topicsBy: "job",
    admin: { secretsManager: "AmazonMSK_test-admin" },
  };
}

function listenerOf(name: "scram" | "iam" | "plaintext", bootstrapServers: Deferred<string>): Listener {
  if (name === "plaintext") return { name, protocol: "PLAINTEXT", port: 9092, bootstrapServers };
  return {
    name,
    protocol: "SASL_SSL",
    mechanism: name === "iam" ? "AWS_MSK_IAM" : "SCRAM-SHA-512",
    port: 9096,
    bootstrapServers,
  };
}

const components = [fakeKafka, secretStores, topics];
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
    const { spec } = compileObject(environment({ orders }), ...components).manifest("topics", "Job") as unknown as {
      spec: object;
    };
    expect(spec).not.toHaveProperty("ttlSecondsAfterFinished");
  });

  it("runs without root, without a writable disk and without a token", () => {
    const { spec } = compileObject(environment({ orders }), ...components).manifest("topics", "Job") as unknown as {
      spec: { template: { spec: PodSpec } };
    };
    const pod = spec.template.spec;
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(pod.containers[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
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
    ["SF2210", { orders }, { fakeKafka: { listener: "iam" } }],
  ])("reports %s", (code, list, more) => {
    expect(codes(environment(list, more), ...components)).toEqual([code]);
  });

  it("shows the arithmetic of what does not fit on the disks", () => {
    const [found] = diagnose(environment({ orders: { ...orders, throughput: "1MiB" } }), ...components);
    expect(found?.message).toContain("1.0 MiB/s × 168 h × 3 copies = 1772 GiB");
  });
});

interface PodSpec {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: readonly { readonly securityContext: object }[];
}
