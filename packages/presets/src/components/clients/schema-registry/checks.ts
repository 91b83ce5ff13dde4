import { defineCheck } from "@streamform/core";
import { listenerFor } from "../../../kafka/credentials.js";
import { heapAboveMemory, tooMuchHeap } from "../../../kubernetes/heap.js";
import { unpinned, unpinnedImage } from "../../../kubernetes/image.js";
import { missingRights, type Right } from "../users/access-rules.js";
import { groupsOf } from "./properties.js";
import type { SchemaRegistrySpec, schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof schemaRegistrySpec;
type Uses = typeof uses;

const noTopic = defineCheck<Spec, Uses>({
  code: "SF2881",
  title: "A Schema Registry without its topic",
  severity: "error",
  because: "Schema Registry does not start. Its schema topic does not exist, and it may not create one.",
  instead: "Add it under `topics`: `_schemas: { partitions: 1, config: { cleanup.policy: compact } }`.",
  source: "confluentinc/schema-registry, KafkaStore.createOrVerifySchemaTopic",
  run: ({ spec, uses: { topics }, at }) =>
    topics.byName[spec.topic] === undefined ? [at("topic", `the topic ${spec.topic} is not in \`topics\``)] : [],
});

const unfitTopic = defineCheck<Spec, Uses>({
  code: "SF2882",
  title: "A topic that cannot hold schemas",
  severity: "error",
  because:
    "Schema Registry starts only if the topic has one partition, which keeps the order of all schemas, and no retention, which would delete schemas that records still need.",
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
  title: "Schemas with fewer replicas than the records",
  severity: "warning",
  because:
    "No consumer can read a record without its schema. If the topic's last replica is lost, all records are unreadable.",
  instead: "Remove `replicationFactor`, so that the topic has as many replicas as other topics.",
  source: "Confluent documentation, Schema Registry: kafkastore.topic.replication.factor",
  run: ({ spec, uses: { topics, kafka }, atRoot }) => {
    const factor = topics.byName[spec.topic]?.replicationFactor;
    const usual = kafka.defaults.replicationFactor;
    return factor !== undefined && factor < usual
      ? [
          atRoot(
            ["topics", spec.topic, "replicationFactor"],
            `${spec.topic} has ${factor}, but other topics have ${usual} by default`,
          ),
        ]
      : [];
  },
});

const noUser = defineCheck<Spec, Uses>({
  code: "SF2884",
  title: "A Schema Registry without a user",
  severity: "error",
  because: "Schema Registry gets no credentials. Its pods wait for a Secret that is never created.",
  instead:
    "Add it under `users`: `schema-registry: { acls: { produce: [_schemas], consume: [_schemas], rules: [{ resource: topic, name: _schemas, operations: [DescribeConfigs] }] } }`.",
  run: ({ spec, uses: { users }, at }) =>
    users.names.includes(spec.user) ? [] : [at("user", `the user ${spec.user} is not in \`users\``)],
});

const noListener = defineCheck<Spec, Uses>({
  code: "SF2885",
  title: "A Schema Registry whose user no listener accepts",
  severity: "error",
  because: "No listener accepts the user's kind of authentication. Schema Registry cannot connect.",
  instead: "Give the user an authentication that a listener accepts, or open such a listener on the brokers.",
  run: ({ spec, uses: { users, kafka }, at }) => {
    const credentials = users.credentials[spec.user];
    return credentials === undefined || listenerFor(kafka, credentials)
      ? []
      : [at("user", `no listener of the brokers accepts ${credentials.authentication}`)];
  },
});

/** What it does in Kafka. Source: confluentinc/schema-registry 8.3, KafkaStore, KafkaStoreReaderThread, SchemaRegistryCoordinator. */
function rightsOf(spec: SchemaRegistrySpec): readonly Right[] {
  const groups = Object.values(groupsOf(spec));
  return [
    { resource: "topic", name: spec.topic, operations: ["Read", "Write", "DescribeConfigs"] },
    ...groups.map((name): Right => ({ resource: "group", name, operations: ["Read"] })),
  ];
}

const refused = defineCheck<Spec, Uses>({
  code: "SF2886",
  title: "A Schema Registry without the rights that it needs",
  severity: "error",
  because: "The brokers deny its requests. Schema Registry exits at its start, or registers no new schema.",
  instead:
    "Give the user `produce` and `consume` on the topic, and a rule for DescribeConfigs on it. Leave `groups` out.",
  source:
    "confluentinc/schema-registry, KafkaStore and SchemaRegistryCoordinator; Apache Kafka documentation, Operations and Resources on Protocols",
  run: ({ spec, uses: { users }, atRoot }) => {
    const rules = users.rules[spec.user];
    return missingRights(rules === undefined ? [] : rightsOf(spec), rules ?? []).map(({ resource, name, operations }) =>
      atRoot(["users", spec.user], `${spec.user} lacks ${operations.join(", ")} on the ${resource} ${name}`),
    );
  },
});

const heapTooLarge = defineCheck<Spec, Uses>({
  code: "SF2887",
  title: "A Schema Registry heap that is too large for its memory",
  ...heapAboveMemory,
  run: ({ spec, at }) => tooMuchHeap(spec).map((message) => at("heap", message)),
});

const singlePod = defineCheck<Spec, Uses>({
  code: "SF2888",
  title: "A Schema Registry with a single pod in production",
  severity: "warning",
  because:
    "The pod restarts at every change and when its node is drained. Meanwhile producers and consumers that need a schema for the first time fail.",
  instead: "Run two or more pods. They elect another leader by themselves.",
  source: "Confluent documentation, Deploy Schema Registry in Production: high availability",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.replicas < 2 ? [at("replicas", "Schema Registry has one pod")] : [],
});

const anythingGoes = defineCheck<Spec, Uses>({
  code: "SF2889",
  title: "Production schemas without a compatibility check",
  severity: "warning",
  because: "A producer can write records that no running consumer can read. You notice when the consumers stop.",
  instead: "Keep BACKWARD, or set NONE through the REST API for the one subject that needs it.",
  source: "Confluent documentation, Schema Evolution and Compatibility",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.compatibility === "NONE"
      ? [at("compatibility", "Schema Registry does not compare new versions of schemas with old ones")]
      : [],
});

const nobodyMayConnect = defineCheck<Spec, Uses>({
  code: "SF2890",
  title: "A Schema Registry without clients",
  severity: "warning",
  because: "Network policies admit only workers of Kafka Connect and the pods under `clients`.",
  instead: "List the pods of producers and consumers under `clients`.",
  run: ({ spec, uses: { kafkaConnect }, at }) =>
    Object.keys(spec.clients).length === 0 && kafkaConnect === undefined ? [at([], "the spec names no client")] : [],
});

const groupOfConnect = defineCheck<Spec, Uses>({
  code: "SF2892",
  title: "Schema Registry and Kafka Connect in one group",
  severity: "error",
  because: "They join the group with different protocols. Kafka refuses the second one, and it exits.",
  instead: "Give one of them another name: `kafkaConnect.groupId`, or `schemaRegistry.user`.",
  source: "Apache Kafka, INCONSISTENT_GROUP_PROTOCOL of JoinGroup",
  run: ({ spec, uses: { kafkaConnect }, atRoot }) =>
    kafkaConnect && Object.values(groupsOf(spec)).includes(kafkaConnect.groupId)
      ? [atRoot("kafkaConnect.groupId", `Schema Registry also uses the group ${kafkaConnect.groupId}`)]
      : [],
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
  noListener,
  refused,
  heapTooLarge,
  singlePod,
  anythingGoes,
  nobodyMayConnect,
  groupOfConnect,
  unpinnedSchemaRegistry,
];
