import { describe, expect, it } from "vitest";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { codes, compileObject } from "../../../testing.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { objectName } from "../../kafka/kafka-cluster/strimzi/topics.js";
import { topicsJob } from "../topics-job/index.js";
import { topics } from "./index.js";

const components = [kubernetesKafka, secretStores, topicsJob, topics];
const events = { partitions: 32, config: { "retention.ms": "7d", "cleanup.policy": "delete" } };
const environment = (
  list: Readonly<Record<string, unknown>>,
  kafka: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
) => ({ kubernetesKafka: kafka, secretStores: {}, topics: list, ...more });

describe("topics by Strimzi", () => {
  const compiled = (list: Readonly<Record<string, unknown>>) =>
    compileObject(environment(list, { appliedBy: "strimzi" }), ...components);

  it("are KafkaTopics of the cluster, with every number as a number", () => {
    const { manifests } = compiled({
      "llm-events": events,
      audit: { partitions: 8, replicationFactor: 2, config: { "unclean.leader.election.enable": true } },
    });
    expect(manifests("topics")).toMatchObject([
      {
        apiVersion: "kafka.strimzi.io/v1",
        kind: "KafkaTopic",
        metadata: { name: "audit", labels: { "strimzi.io/cluster": "test" } },
        spec: { partitions: 8, replicas: 2, config: { "unclean.leader.election.enable": true } },
      },
      {
        metadata: { name: "llm-events" },
        spec: { partitions: 32, replicas: 3, config: { "cleanup.policy": "delete", "retention.ms": 604800000 } },
      },
    ]);
  });

  it("have every value as Kafka shows it: Strimzi would set another spelling again and again", () => {
    const config = (ratio: number) =>
      compiled({
        audit: {
          partitions: 1,
          config: { "cleanup.policy": ["compact", "delete"], "min.cleanable.dirty.ratio": ratio },
        },
      }).manifest("topics", "KafkaTopic").spec;
    expect(config(1)).toMatchObject({
      config: { "cleanup.policy": "compact,delete", "min.cleanable.dirty.ratio": "1.0" },
    });
    expect(config(0.5)).toMatchObject({ config: { "min.cleanable.dirty.ratio": 0.5 } });
  });

  it("have objects of a name that Kubernetes takes, the same each time and no other topic's", () => {
    const names = ["Orders_V1", "orders-v1", "orders.v1", "Orders-V1", "__", "a".repeat(249), "a..b", "-a-"];
    const objects = names.map(objectName);
    for (const name of objects) expect(name).toMatch(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/);
    expect(new Set(objects).size).toBe(names.length);
    expect(objects).toEqual(names.map(objectName));
    expect(objects.slice(1, 3)).toEqual(["orders-v1", "orders.v1"]);
    const { manifest } = compiled({ Orders_V1: events });
    expect(manifest("topics", "KafkaTopic").spec).toMatchObject({ topicName: "Orders_V1" });
    expect(compiled({ orders: events }).manifest("topics", "KafkaTopic").spec).not.toHaveProperty("topicName");
  });

  it("go with their object only where the spec says so", () => {
    const annotations = (onRemove: string) =>
      compiled({ events: { ...events, onRemove } }).manifest("topics", "KafkaTopic").metadata.annotations;
    expect(annotations("keep")).toBeUndefined();
    expect(annotations("delete")).toEqual({
      "kustomize.toolkit.fluxcd.io/prune": "enabled",
      "argocd.argoproj.io/sync-options": "Prune=true,Delete=confirm",
    });
  });

  it("need no Job, and nothing is said of one", () => {
    const { plan } = compiled({ events });
    expect(plan.units.map(({ id }) => id)).not.toContain("terraform/topics");
    const chapter = plan.chapters.find(({ component }) => component === "topics");
    expect(JSON.stringify(chapter)).not.toContain("Job");
    expect(codes(environment({ events }, { appliedBy: "strimzi", listeners: ["mtls"] }), ...components)).toEqual([]);
    expect(codes(environment({ events }, { appliedBy: "strimzi" }, { topicsJob: {} }), ...components)).toEqual([
      "SF2213",
    ]);
  });
});

describe("topics by a Job with the administrator's certificate", () => {
  const compiled = compileObject(environment({ events }, {}), ...components);
  const { data } = compiled.manifest("topics", "ConfigMap") as unknown as {
    readonly data: Readonly<Record<string, string>>;
  };
  const job = compiled.manifest("topics", "Job") as unknown as {
    readonly spec: {
      readonly template: {
        readonly spec: {
          readonly containers: readonly [{ readonly image: string; readonly env: readonly unknown[] }];
          readonly volumes: readonly unknown[];
        };
      };
    };
  };

  it("read certificate and key in PEM from the files of Secrets, and no password from anywhere", () => {
    expect(data["client.properties"]?.split("\n")).toEqual(
      expect.arrayContaining([
        "security.protocol=SSL",
        "ssl.truststore.location=/mnt/trust/ca.crt",
        "ssl.keystore.certificate.chain=${files:/mnt/user:tls.crt}",
        "ssl.keystore.key=${files:/mnt/user:tls.key}",
      ]),
    );
    const { containers, volumes } = job.spec.template.spec;
    expect(containers[0].env).toContainEqual({ name: "KAFKA_BOOTSTRAP_SERVERS", value: "kafka:9093" });
    expect(volumes).toContainEqual({
      name: "user",
      secret: {
        secretName: "test-admin",
        defaultMode: 0o440,
        items: [
          { key: "tls.crt", path: "tls.crt" },
          { key: "tls.key", path: "tls.key" },
        ],
      },
    });
    expect(compiled.manifests("topics").map(({ kind }) => kind)).toEqual(["ConfigMap", "Job", "ServiceAccount"]);
  });

  it("take no more of the Secret with the CA than its certificate", () => {
    expect(job.spec.template.spec.volumes).toContainEqual({
      name: "trust",
      secret: { secretName: "kafka-ca", defaultMode: 0o440, items: [{ key: "ca.crt", path: "ca.crt" }] },
    });
  });

  it("use the cluster's own image of the tools", () => {
    expect(job.spec.template.spec.containers[0].image).toBe("registry.example.com/kafka:4.3.1");
  });

  it("are refused where the Job is to log in by a password that nobody has", () => {
    expect(codes(environment({ events }, {}, { topicsJob: { listener: "scram" } }), ...components)).toEqual(["SF2212"]);
    expect(codes(environment({ events }, {}), ...components)).toEqual([]);
  });
});
