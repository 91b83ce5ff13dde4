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
  title: "Connect topics with more replicas than there are brokers",
  severity: "error",
  because: "Each replica needs its own broker. The brokers refuse the topics, and no worker starts.",
  instead: "Lower `storage.replicationFactor`, or remove it to use the brokers' default.",
  source: "Apache Kafka documentation, replication",
  run: ({ spec: { storage }, uses: { kafka }, at }) =>
    storage.replicationFactor === undefined || storage.replicationFactor <= kafka.brokers
      ? []
      : [
          at(
            ["storage", "replicationFactor"],
            `the topics need ${storage.replicationFactor} replicas, but there are ${kafka.brokers} brokers`,
          ),
        ],
});

const stateNotKept = defineCheck<Spec, Uses>({
  code: "SF2966",
  title: "A Connect state topic that the workers refuse",
  severity: "error",
  because:
    "The workers keep their state in these topics, by key. With a retention they would lose connectors and offsets, so they start only with compacted topics. The order of configurations matters, so their topic must have one partition.",
  instead: "Give the topic `cleanup.policy: compact`. Give the configuration topic one partition.",
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
                `${name} keeps Connect's ${of}, but its cleanup.policy is ${policy.join()}`,
              ),
            ]),
        ...(of !== "configs" || topic.partitions === 1
          ? []
          : [
              atRoot(
                ["topics", name, "partitions"],
                `${name} keeps Connect's configs, but has ${topic.partitions} partitions`,
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
    "Workers read each of these topics from the beginning, and expect one kind of record. They could not read the other records, or would confuse them with their own.",
  instead: "Give each of `configs`, `offsets` and `status` its own topic.",
  source: "Apache Kafka documentation, Running Kafka Connect",
  run: ({ spec: { storage }, at }) => {
    const kinds = ["configs", "offsets", "status"] as const;
    return kinds.flatMap((of, index) => {
      const other = kinds.slice(0, index).find((before) => storage[before] === storage[of]);
      return other === undefined ? [] : [at(["storage", of], `${storage[of]} already keeps Connect's ${other}`)];
    });
  },
});

const noSuchUser = defineCheck<Spec, Uses>({
  code: "SF2975",
  title: "Connect as a user that the environment does not have",
  severity: "error",
  because: "The user has no password or certificate, so no worker can log in.",
  instead: "Name a user of `users`.",
  run: ({ spec: { user }, uses: { users }, at }) =>
    users.names.includes(user) ? [] : [at("user", `the environment has no user ${user}`)],
});

const missingRight = defineCheck<Spec, Uses>({
  code: "SF2976",
  title: "A Connect user without the rights of a worker",
  severity: "error",
  because:
    "Workers form a group and keep their state in three topics. Each sink reads its topics in a group connect-NAME, and writes records that it cannot handle to a dead-letter topic. With exactly-once support for sources, workers write in transactions. If the brokers deny one of these, workers keep restarting.",
  instead:
    "Give the user the right under `acls`, for every host. If the state topics are in `topics`, `produce`, `consume` and `groups` with connect-* are enough; otherwise the user also needs the right to create them. List transactional ids under `transactionalIds`.",
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
          : [at("user", `${spec.user} lacks Read on every topic that matches ${regex}`)],
      ),
    ];
  },
});

const heapTooLarge = defineCheck<Spec, Uses>({
  code: "SF2977",
  title: "A Connect heap that is too large for its memory",
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
  title: "Plugins that are not mounted",
  severity: "error",
  because: "Strimzi's operator mounts plugins. The Deployment of this engine runs only one image.",
  instead: "Build an image with the plugins below /opt/kafka/plugins, and set `image` to it.",
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
  title: "A worker setting that has its own field",
  severity: "error",
  because: "Strimzi silently drops the setting, and a Deployment would have two values for it.",
  instead: "Use the field for it: `user`, `groupId`, `storage`, `converters` or `image`.",
  source: "Strimzi 1.2, KafkaConnect schema reference, config",
  run: ({ spec: { configuration }, at }) =>
    Object.keys(configuration).flatMap((key) =>
      made.test(key) && !letThrough.test(key) ? [at(["configuration", key], `${key} has its own field`)] : [],
    ),
});

const credentialOfWorkers = defineCheck<Spec, Uses>({
  code: "SF2967",
  title: "A credential in the settings of Connect's workers",
  severity: "error",
  because: "The credential would be in Git, in the generated tree and in an object that many people can read.",
  instead: "Give the credential to the connector that needs it, in the form `{ secretsManager: NAME, key: KEY }`.",
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
