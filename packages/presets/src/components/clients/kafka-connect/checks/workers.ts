import { defineCheck } from "@streamform/core";
import { heapAboveMemory, tooMuchHeap } from "../../../../kubernetes/heap.js";
import { unpinned, unpinnedImage } from "../../../../kubernetes/image.js";
import { mayReadSome, missingRights } from "../../users/access-rules.js";
import { showsCredential } from "../credentials.js";
import { rightsOf } from "../rights.js";
import { beginningOf, fitting, sinksOf } from "../sinks.js";
import type { kafkaConnectSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaConnectSpec;
type Uses = typeof uses;

const factorAboveBrokers = defineCheck<Spec, Uses>({
  code: "SF2972",
  title: "Topics of Connect with more copies than there are brokers",
  severity: "error",
  because: "Each copy needs a broker of its own: the brokers refuse the topics, and no worker starts.",
  instead: "Lower `storage.replicationFactor`, or leave it to the brokers.",
  source: "Apache Kafka documentation, replication",
  run: ({ spec: { storage }, uses: { kafka }, at }) =>
    storage.replicationFactor === undefined || storage.replicationFactor <= kafka.brokers
      ? []
      : [at(["storage", "replicationFactor"], `${storage.replicationFactor} copies on ${kafka.brokers} brokers`)],
});

const stateNotKept = defineCheck<Spec, Uses>({
  code: "SF2966",
  title: "A topic of Connect's state that workers refuse",
  severity: "error",
  because:
    "Workers keep in these topics what they know, by key: with a retention they would forget connectors and offsets, so that they start with compacted topics alone, and with one partition of configurations, whose order matters.",
  instead: "Give the topic `cleanup.policy: compact`, and that of the configurations one partition.",
  source: "Apache Kafka documentation, Running Kafka Connect; KafkaConfigBackingStore",
  run: ({ spec: { storage }, uses: { kafka, topics }, atRoot }) =>
    (["configs", "offsets", "status"] as const).flatMap((of) => {
      const name = storage[of];
      const topic = topics?.byName[name];
      if (!topic) return [];
      const policy = topic.config["cleanup.policy"] ?? kafka.defaults.cleanupPolicy;
      return [
        ...(policy.join() === "compact"
          ? []
          : [
              atRoot(
                ["topics", name, "config"],
                `${name} keeps Connect's ${of}, and its cleanup.policy is ${policy.join()}`,
              ),
            ]),
        ...(of !== "configs" || topic.partitions === 1
          ? []
          : [
              atRoot(
                ["topics", name, "partitions"],
                `${name} keeps Connect's configs, and has ${topic.partitions} partitions`,
              ),
            ]),
      ];
    }),
});

const oneTopicForTwo = defineCheck<Spec, Uses>({
  code: "SF2980",
  title: "Two kinds of Connect's state in one topic",
  severity: "error",
  because:
    "Workers read each of these topics from beginning to end, as records of one kind: those of the other they could not read, or take for their own.",
  instead: "Give each of `configs`, `offsets` and `status` a topic of its own.",
  source: "Apache Kafka documentation, Running Kafka Connect",
  run: ({ spec: { storage }, at }) => {
    const kinds = ["configs", "offsets", "status"] as const;
    return kinds.flatMap((of, index) => {
      const other = kinds.slice(0, index).find((before) => storage[before] === storage[of]);
      return other === undefined ? [] : [at(["storage", of], `${storage[of]} keeps Connect's ${other} already`)];
    });
  },
});

const noSuchUser = defineCheck<Spec, Uses>({
  code: "SF2975",
  title: "Connect as a user that the environment does not have",
  severity: "error",
  because: "There is no password or certificate for it: no worker could log in.",
  instead: "Name one that stands under `users`.",
  run: ({ spec: { user }, uses: { users }, at }) =>
    users.names.includes(user) ? [] : [at("user", `no user of the environment is ${user}`)],
});

const missingRight = defineCheck<Spec, Uses>({
  code: "SF2976",
  title: "A user of Connect that may not do what workers do",
  severity: "error",
  because:
    "Workers form a group, and keep their state in three topics; sinks read their topics, each in a group connect-NAME, and write what they cannot handle to a topic of dead letters. With exactly-once support for sources, workers write in transactions. Refused by the brokers they start again and again.",
  instead:
    "Give the user the right under `acls`, for every host. Where the topics of the state stand under `topics`, `produce`, `consume` and `groups` with connect-* are enough; else it has to create them. Transactional ids stand under `transactionalIds`.",
  source: "Strimzi documentation, configuring Kafka Connect user authorization",
  run: ({ spec, uses: { users, topics }, at }) => {
    const rules = users.rules[spec.user];
    if (rules === undefined) return [];
    const known = topics?.names ?? [];
    return [
      ...missingRights(rightsOf(spec, known), rules).map(({ resource, name, operations }) =>
        at("user", `${spec.user} lacks ${operations.join(", ")} on the ${resource} ${name}`),
      ),
      // Where no topic is known that fits, it has to be able to read some that may.
      ...sinksOf(spec.connectors).flatMap(({ regex }) =>
        regex === undefined || fitting(regex, known)?.length || mayReadSome(rules, beginningOf(regex))
          ? []
          : [at("user", `${spec.user} lacks Read on every topic that fits ${regex}`)],
      ),
    ];
  },
});

const heapTooLarge = defineCheck<Spec, Uses>({
  code: "SF2977",
  title: "A heap of Connect that its memory does not hold",
  ...heapAboveMemory,
  run: ({ spec, at }) => tooMuchHeap(spec).map((message) => at("heap", message)),
});

const unpinnedConnect = defineCheck<Spec, Uses>({
  ...unpinnedImage,
  code: "SF2978",
  run: ({ spec: { image, plugins }, at }) => [
    ...unpinned(image).map((reason) => at("image", reason)),
    ...Object.entries(plugins).flatMap(([name, reference]) =>
      unpinned(reference).map((reason) => at(["plugins", name], reason)),
    ),
  ],
});

const pluginsWithoutOperator = defineCheck<Spec, Uses>({
  code: "SF2979",
  title: "Plugins that nobody mounts",
  severity: "error",
  because: "Strimzi's operator mounts them; a Deployment of this engine runs one image.",
  instead: "Build an image with the plugins below /opt/kafka/plugins, and name it as `image`.",
  run: ({ spec: { plugins }, uses: { kafka }, at }) =>
    kafka.connect.mountsPlugins || Object.keys(plugins).length === 0
      ? []
      : [at("plugins", "what runs Connect here mounts none")],
});

/** Settings that the component or the operator makes, as they begin. Source: Strimzi 1.2, KafkaConnectSpec.FORBIDDEN_PREFIXES. */
const made =
  /^(group\.id|(config|offset|status)\.storage\.(topic|replication\.factor)|((producer|consumer|admin)\.)?(ssl|sasl|security)\.|listeners|plugin\.path|rest\.|bootstrap\.servers|config\.providers|(key|value)\.converter|(consumer|producer)\.interceptor\.classes|prometheus\.metrics\.reporter\.)/;
/** What Strimzi lets through of these. */
const letThrough = /^ssl\.(endpoint\.identification\.algorithm|cipher\.suites|protocol|enabled\.protocols)$/;

const settingMadeElsewhere = defineCheck<Spec, Uses>({
  code: "SF2968",
  title: "A setting of Connect's workers that is made elsewhere",
  severity: "error",
  because: "Strimzi would drop it without a word, and a Deployment would have two values of it.",
  instead: "Use the field for it: `user`, `groupId`, `storage`, `converters` or `image`.",
  source: "Strimzi 1.2, KafkaConnect schema reference, config",
  run: ({ spec: { configuration }, at }) =>
    Object.keys(configuration).flatMap((key) =>
      made.test(key) && !letThrough.test(key) ? [at(["configuration", key], `${key} has a place of its own`)] : [],
    ),
});

const credentialOfWorkers = defineCheck<Spec, Uses>({
  code: "SF2967",
  title: "A credential in the settings of Connect's workers",
  severity: "error",
  because: "It would stand in Git, in the tree and in an object that many may read.",
  instead: "Give the credential to the connector that needs it, as `{ secretsManager: NAME, key: KEY }`.",
  run: ({ spec: { configuration, converters }, at }) => {
    const places = [
      { path: ["configuration"], settings: configuration },
      { path: ["converters", "key", "config"], settings: converters.key.config },
      { path: ["converters", "value", "config"], settings: converters.value.config },
    ];
    return places.flatMap(({ path, settings }) =>
      Object.entries(settings).flatMap(([key, value]) =>
        typeof value === "string" && showsCredential(key, value)
          ? [at([...path, key], `${key} holds a credential as text`)]
          : [],
      ),
    );
  },
});

export const workerChecks = [
  factorAboveBrokers,
  stateNotKept,
  oneTopicForTwo,
  noSuchUser,
  missingRight,
  heapTooLarge,
  unpinnedConnect,
  pluginsWithoutOperator,
  settingMadeElsewhere,
  credentialOfWorkers,
];
