import { defineCheck } from "@streamform/core";
import { unpinned, unpinnedImage } from "../../kubernetes/image.js";
import type { AccessRule } from "../users/access-rules.js";
import { matches } from "../users/access-rules.js";
import type { Operation } from "../users/operations.js";
import { groupsOf, listenerOf } from "./properties.js";
import type { SchemaRegistrySpec, schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof schemaRegistrySpec;
type Uses = typeof uses;

const noTopic = defineCheck<Spec, Uses>({
  code: "SF2881",
  title: "A Schema Registry without its topic",
  severity: "error",
  because: "It does not start: it finds no topic for its schemas, and may make none.",
  instead: "Add it under `topics`: `_schemas: { partitions: 1, config: { cleanup.policy: compact } }`.",
  source: "confluentinc/schema-registry, KafkaStore.createOrVerifySchemaTopic",
  run: ({ spec, uses: { topics }, at }) =>
    topics.byName[spec.topic] === undefined ? [at("topic", `topics has no ${spec.topic}`)] : [],
});

const unfitTopic = defineCheck<Spec, Uses>({
  code: "SF2882",
  title: "A topic that cannot hold schemas",
  severity: "error",
  because:
    "Schema Registry refuses to start with another number of partitions than one, since the order of all schemas would be lost, and with a topic from which retention deletes schemas that records still need.",
  instead: "Give the topic `partitions: 1` and `cleanup.policy: compact`.",
  source: "confluentinc/schema-registry, KafkaStore.verifySchemaTopic",
  run: ({ spec, uses: { topics, kafka }, atRoot }) => {
    const topic = topics.byName[spec.topic];
    if (topic === undefined) return [];
    const policies = ([] as string[]).concat(topic.config["cleanup.policy"] ?? kafka.defaults.cleanupPolicy);
    return [
      ...(topic.partitions === 1
        ? []
        : [atRoot(["topics", spec.topic, "partitions"], `${spec.topic} has ${topic.partitions} partitions`)]),
      ...(policies.join() === "compact"
        ? []
        : [
            atRoot(
              ["topics", spec.topic, ...(topic.config["cleanup.policy"] ? ["config", "cleanup.policy"] : [])],
              `${spec.topic} has the cleanup policy ${policies.join(",")}`,
            ),
          ]),
    ];
  },
});

const fewerCopies = defineCheck<Spec, Uses>({
  code: "SF2883",
  title: "Schemas with fewer copies than the records",
  severity: "warning",
  because: "Without its schema no record can be read: if the topic's last copy is lost, so are all records.",
  instead: "Leave `replicationFactor` out, so that the topic has as many copies as others.",
  source: "Confluent documentation, Schema Registry: kafkastore.topic.replication.factor",
  run: ({ spec, uses: { topics, kafka }, atRoot }) => {
    const factor = topics.byName[spec.topic]?.replicationFactor;
    const usual = kafka.defaults.replicationFactor;
    return factor !== undefined && factor < usual
      ? [
          atRoot(
            ["topics", spec.topic, "replicationFactor"],
            `${factor} of ${spec.topic}, ${usual} of topics that say nothing`,
          ),
        ]
      : [];
  },
});

const noUser = defineCheck<Spec, Uses>({
  code: "SF2884",
  title: "A Schema Registry without a user to log in by",
  severity: "error",
  because: "No password is made for it, and its pods wait for a Secret that never comes.",
  instead:
    "Add it under `users`: `schema-registry: { acls: { produce: [_schemas], consume: [_schemas], rules: [{ resource: topic, name: _schemas, operations: [DescribeConfigs] }] } }`.",
  run: ({ spec, uses: { users }, at }) =>
    users.names.includes(spec.user) ? [] : [at("user", `users has no ${spec.user}`)],
});

const noPassword = defineCheck<Spec, Uses>({
  code: "SF2885",
  title: "A Schema Registry that cannot log in by a password",
  severity: "error",
  because:
    "It reads its credentials once, when it starts. A certificate would be renewed and the pods go on with the old one, until they are refused.",
  instead: "Let the user log in by scram-sha-512, at brokers that open the listener scram.",
  source: "Apache Kafka documentation, Configuration Providers: values are read once",
  run: ({ spec, uses: { users, kafka }, at, atRoot }) => [
    ...(users.credentials[spec.user]?.authentication === "tls"
      ? [atRoot(["users", spec.user, "authentication"], `${spec.user} logs in by certificate`)]
      : []),
    ...(listenerOf(kafka) ? [] : [at([], "the brokers open no listener for passwords")]),
  ],
});

/** What it does in Kafka. Source: confluentinc/schema-registry, KafkaStore, KafkaStoreReaderThread, SchemaRegistryCoordinator. */
function neededBy(spec: SchemaRegistrySpec) {
  const topic = (["Read", "Write", "DescribeConfigs"] as const).map((operation) => ({
    resource: "topic" as const,
    name: spec.topic,
    operation,
  }));
  const groups = Object.values(groupsOf(spec)).map((name) => ({
    resource: "group" as const,
    name,
    operation: "Read" as const,
  }));
  return [...topic, ...groups];
}

/** Operations that bring another one with them. Source: Apache Kafka, AclAuthorizer and StandardAuthorizer. */
const implying: Readonly<Partial<Record<Operation, Operation>>> = { DescribeConfigs: "AlterConfigs" };

function allows(rules: readonly AccessRule[], needed: ReturnType<typeof neededBy>[number]): boolean {
  const enough = [needed.operation, "All", implying[needed.operation]];
  return rules.some(
    ({ permission, resource, pattern, operations }) =>
      permission === "allow" &&
      resource === needed.resource &&
      matches(pattern, needed.name) &&
      operations.some((operation) => enough.includes(operation)),
  );
}

const missingRights = defineCheck<Spec, Uses>({
  code: "SF2886",
  title: "A Schema Registry that may not do its work",
  severity: "error",
  because: "The brokers refuse it, and it ends as soon as it starts, or takes no new schema.",
  instead:
    "Let the user `produce` and `consume` the topic, with a rule for DescribeConfigs on it, and leave `groups` out.",
  source:
    "confluentinc/schema-registry, KafkaStore and SchemaRegistryCoordinator; Apache Kafka documentation, Operations and Resources on Protocols",
  run: ({ spec, uses: { users }, atRoot }) => {
    const rules = users.rules[spec.user];
    if (rules === undefined) return [];
    return neededBy(spec).flatMap((needed) =>
      allows(rules, needed)
        ? []
        : [
            atRoot(
              ["users", spec.user],
              `${spec.user} has no ${needed.operation} on the ${needed.resource} ${needed.name}`,
            ),
          ],
    );
  },
});

const heapTooLarge = defineCheck<Spec, Uses>({
  code: "SF2887",
  title: "A Schema Registry's heap that its memory does not hold",
  severity: "error",
  because:
    "Beside the heap a JVM needs room for threads, code and network buffers; at its limit Kubernetes ends the pod, again and again.",
  instead: "Keep `heap` at three quarters of `memory` or less.",
  source: "Kubernetes documentation, resource management: a container above its memory limit is ended",
  run: ({ spec: { heap, memory }, at }) =>
    heap <= memory * 0.75
      ? []
      : [at("heap", `a heap of ${heap} MiB in ${memory} MiB of memory leaves ${memory - heap} MiB`)],
});

const singlePod = defineCheck<Spec, Uses>({
  code: "SF2888",
  title: "A Schema Registry of a single pod in production",
  severity: "warning",
  because:
    "While it restarts, as for every change and every drained node, producers and consumers that meet a schema for the first time fail.",
  instead: "Run two or more; they elect another leader by themselves.",
  source: "Confluent documentation, Deploy Schema Registry in Production: high availability",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.replicas < 2 ? [at("replicas", "there is one pod")] : [],
});

const anythingGoes = defineCheck<Spec, Uses>({
  code: "SF2889",
  title: "Schemas in production that need not be compatible",
  severity: "warning",
  because: "A producer can write what no consumer that runs can read; it is found out when they stop.",
  instead: "Keep BACKWARD, or set NONE for the one subject that needs it, by the REST API.",
  source: "Confluent documentation, Schema Evolution and Compatibility",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.compatibility === "NONE"
      ? [at("compatibility", "new versions of schemas are not compared with old ones")]
      : [],
});

const nobodyMayConnect = defineCheck<Spec, Uses>({
  code: "SF2890",
  title: "A Schema Registry that nobody may use",
  severity: "warning",
  because: "Network policies let in whoever stands under `clients`, and nobody else.",
  instead: "Name the pods of producers and consumers under `clients`.",
  run: ({ spec, at }) => (Object.keys(spec.clients).length === 0 ? [at([], "no client is named")] : []),
});

const unpinnedSchemaRegistry = defineCheck<Spec, Uses>({
  ...unpinnedImage,
  code: "SF2891",
  run: ({ spec, at }) => unpinned(spec.image).map((reason) => at("image", reason)),
});

export const checks = [
  noTopic,
  unfitTopic,
  fewerCopies,
  noUser,
  noPassword,
  missingRights,
  heapTooLarge,
  singlePod,
  anythingGoes,
  nobodyMayConnect,
  unpinnedSchemaRegistry,
];
