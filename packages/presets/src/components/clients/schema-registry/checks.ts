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
  because: "No credentials are made for it, and its pods wait for a Secret that never comes.",
  instead:
    "Add it under `users`: `schema-registry: { acls: { produce: [_schemas], consume: [_schemas], rules: [{ resource: topic, name: _schemas, operations: [DescribeConfigs] }] } }`.",
  run: ({ spec, uses: { users }, at }) =>
    users.names.includes(spec.user) ? [] : [at("user", `users has no ${spec.user}`)],
});

const noListener = defineCheck<Spec, Uses>({
  code: "SF2885",
  title: "A Schema Registry whose user no listener takes",
  severity: "error",
  because: "Its user proves who it is in a way that the brokers do not ask for: it cannot connect.",
  instead: "Let the user log in as a listener asks, or open one on the brokers.",
  run: ({ spec, uses: { users, kafka }, at }) => {
    const credentials = users.credentials[spec.user];
    return credentials === undefined || listenerFor(kafka, credentials)
      ? []
      : [at("user", `no listener of the brokers takes ${credentials.authentication}`)];
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
  title: "A Schema Registry that may not do its work",
  severity: "error",
  because: "The brokers refuse it, and it ends as soon as it starts, or takes no new schema.",
  instead:
    "Let the user `produce` and `consume` the topic, with a rule for DescribeConfigs on it, and leave `groups` out.",
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
  title: "A Schema Registry's heap that its memory does not hold",
  ...heapAboveMemory,
  run: ({ spec, at }) => tooMuchHeap(spec).map((message) => at("heap", message)),
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
  because: "Network policies let in workers of Kafka Connect and whoever stands under `clients`, and nobody else.",
  instead: "Name the pods of producers and consumers under `clients`.",
  run: ({ spec, uses: { kafkaConnect }, at }) =>
    Object.keys(spec.clients).length === 0 && kafkaConnect === undefined ? [at([], "no client is named")] : [],
});

const groupOfConnect = defineCheck<Spec, Uses>({
  code: "SF2892",
  title: "Schema Registry and Kafka Connect in one group",
  severity: "error",
  because: "They join a group by different protocols: whoever comes second is refused and ends.",
  instead: "Give one of them another name: `kafkaConnect.groupId`, or `schemaRegistry.user`.",
  source: "Apache Kafka, INCONSISTENT_GROUP_PROTOCOL of JoinGroup",
  run: ({ spec, uses: { kafkaConnect }, atRoot }) =>
    kafkaConnect && Object.values(groupsOf(spec)).includes(kafkaConnect.groupId)
      ? [atRoot("kafkaConnect.groupId", `Schema Registry has the group ${kafkaConnect.groupId} too`)]
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
