import { type DescribePart, defineComponent, provide } from "@streamform/core";
import { z } from "zod";
import { byStrimzi } from "../components/kafka/kafka-cluster/strimzi/behaviour.js";
import { strimziKinds } from "../components/kafka/strimzi-operator/kinds.js";
import { kafkaUser } from "../versions/strimzi.js";
import { versions } from "../versions/versions.js";
import { byJob } from "./by-job/index.js";
import { type Kafka, kafka, type Listener, type TopicDefaults } from "./kafka.js";
import { programsFor } from "./programs.js";

/** What topics inherit from the brokers of tests. */
export const topicDefaults: TopicDefaults = {
  replicationFactor: 3,
  minInsyncReplicas: 2,
  retention: 604_800_000,
  retentionBytes: -1,
  localRetention: -2,
  localRetentionBytes: -2,
  cleanupPolicy: ["delete"],
};

const spec = z.strictObject({
  appliedBy: z.enum(["job", "strimzi"]).default("job"),
  listeners: z.array(z.enum(["scram", "mtls", "plaintext"])).default(["scram", "mtls"]),
  hasAdministrator: z.boolean().default(true),
  tieredStorage: z.boolean().default(false),
  localRetention: z.int().default(topicDefaults.localRetention),
  storage: z.int().default(300),
});

/** A Kafka of three brokers on Kubernetes, with an administrator's certificate, for tests of components that use a Kafka. */
export const kubernetesKafka = defineComponent({
  name: "kubernetes-kafka",
  title: "Kafka on Kubernetes for tests",
  kinds: strimziKinds,
  spec,
  provides: [provide(kafka, asKafka)],
});

function asKafka({
  spec: { appliedBy, listeners, hasAdministrator, tieredStorage, localRetention, storage },
}: DescribePart<typeof spec>): Kafka {
  const [first, ...more] = listeners.map(listenerOf);
  if (!first) throw new TypeError("no listener");
  return {
    version: "4.3.1",
    brokers: 3,
    zones: ["eu-central-1a"],
    listeners: [first, ...more],
    defaults: { ...topicDefaults, localRetention },
    tieredStorage,
    storage,
    ...(appliedBy === "strimzi" ? byStrimzi : byJob),
    programs: {
      ...programsFor(versions.entries, "4.3.1"),
      tools: { version: "4.3.1", image: "registry.example.com/kafka:4.3.1", user: kafkaUser },
    },
    operator:
      appliedBy === "strimzi"
        ? { namespace: "operators", labels: { "strimzi.io/kind": "cluster-operator" } }
        : undefined,
    clusterName: "test",
    adminCertificate: hasAdministrator
      ? { secret: "test-admin", certificate: "tls.crt", privateKey: "tls.key" }
      : undefined,
  };
}

function listenerOf(name: "scram" | "mtls" | "plaintext"): Listener {
  if (name === "plaintext") return { name, protocol: "PLAINTEXT", port: 9095, bootstrapServers: "kafka:9095" };
  const trust = { secret: "kafka-ca", key: "ca.crt" };
  return name === "mtls"
    ? { name, protocol: "SSL", port: 9093, bootstrapServers: "kafka:9093", trust }
    : { name, protocol: "SASL_SSL", mechanism: "SCRAM-SHA-512", port: 9092, bootstrapServers: "kafka:9092", trust };
}
