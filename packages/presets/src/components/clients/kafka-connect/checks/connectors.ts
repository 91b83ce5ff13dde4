import { defineCheck } from "@streamform/core";
import { unknownTopic } from "../../../../kafka/unknown-topic.js";
import { showsCredential } from "../credentials.js";
import { fitting, regexKey, sinksOf } from "../sinks.js";
import type { kafkaConnectSpec } from "../spec.js";
import { isStock } from "../stock.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaConnectSpec;
type Uses = typeof uses;

const credentialInTheSpec = defineCheck<Spec, Uses>({
  code: "SF2971",
  title: "A credential in a connector's configuration",
  severity: "error",
  sensitive: true,
  because:
    "Anyone who can read the repository, the connector's object or Connect's configuration topic can read the credential. Git's history keeps it.",
  instead: "Write `{ secretsManager: NAME, key: KEY }`. The workers read the secret when they start the connector.",
  source: "Apache Kafka, KIP-297: externalizing secrets for Connect configurations",
  run: ({ spec: { connectors }, at }) =>
    Object.entries(connectors).flatMap(([name, { config }]) =>
      Object.entries(config).flatMap(([key, value]) =>
        typeof value === "string" && showsCredential(key, value)
          ? [at(["connectors", name, "config", key], `${key} of ${name} holds a credential as text`)]
          : [],
      ),
    ),
});

const tasksAbovePartitions = defineCheck<Spec, Uses>({
  code: "SF2973",
  title: "A sink with more tasks than its topics have partitions",
  severity: "warning",
  because:
    "The tasks of a sink share partitions like the members of a consumer group. Tasks above the number of partitions have nothing to do.",
  instead:
    "Lower `tasksMax` to the number of partitions of all its topics together, or give the topics more partitions.",
  source: "Apache Kafka documentation, Kafka Connect, tasks.max of sinks",
  run: ({ spec: { connectors }, uses: { topics }, at }) =>
    Object.entries(connectors).flatMap(([name, connector]) => {
      const counts = connector.topics?.map((topic) => topics?.byName[topic]?.partitions) ?? [undefined];
      if (counts.includes(undefined)) return [];
      const partitions = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      return connector.tasksMax <= partitions
        ? []
        : [
            at(
              ["connectors", name, "tasksMax"],
              `the connector has ${connector.tasksMax} tasks, but its topics have ${partitions} partitions`,
            ),
          ];
    }),
});

const classNotInTheImage = defineCheck<Spec, Uses>({
  code: "SF2974",
  title: "A connector class that the image does not have",
  severity: "error",
  because: "Kafka's image contains only MirrorMaker's connectors. The workers refuse the configuration.",
  instead:
    "Set `image` to an image that contains the class. With the engine strimzi, you can instead name an image of the plugin under `plugins`.",
  source: "Apache Kafka documentation, Kafka Connect, plugin.path",
  run: ({ spec: { connectors, image, plugins }, at }) =>
    image !== undefined || Object.keys(plugins).length > 0
      ? []
      : Object.entries(connectors).flatMap(([name, connector]) =>
          isStock(connector.class)
            ? []
            : [at(["connectors", name, "class"], `the cluster's image has no ${connector.class}`)],
        ),
});

const unknownSinkTopic = defineCheck<Spec, Uses>({
  code: "SF2970",
  title: "A sink of topics that the environment does not have",
  severity: "warning",
  because: "The connector reads a topic that nothing writes to. It reports RUNNING and moves no data.",
  instead: "Correct the name, add the topic under `topics`, or say under `ignore` who creates the topic.",
  run: ({ spec: { connectors }, uses: { topics: known }, at }) =>
    sinksOf(connectors).flatMap(({ name, topics, regex }) => [
      ...topics.flatMap((topic, index) => {
        const unknown = unknownTopic(topic, known?.names);
        return unknown
          ? [at(["connectors", name, "topics", index], `the environment has no topic ${topic}`, unknown.hint)]
          : [];
      }),
      ...(regex && known && fitting(regex, known.names)?.length === 0
        ? [at(["connectors", name, "config", regexKey], `the environment has no topic that matches ${regex}`)]
        : []),
    ]),
});

/** Keys of a connector's configuration that the spec has as its own fields. */
const besideConfig: Readonly<Record<string, string>> = {
  name: "its name",
  "connector.class": "`class`",
  "tasks.max": "`tasksMax`",
  topics: "`topics`",
};

const keyBesideConfig = defineCheck<Spec, Uses>({
  code: "SF2969",
  title: "A connector key that has its own field",
  severity: "error",
  because:
    "The setting would have two values, and Strimzi or Connect refuses one of them. Streamform does not check `config` against topics and rights.",
  instead: "Use the field: `class`, `tasksMax` or `topics` of the connector.",
  source: "Strimzi 1.2, KafkaConnector schema reference",
  run: ({ spec: { connectors }, at }) =>
    Object.entries(connectors).flatMap(([name, { config, topics }]) =>
      Object.keys(config).flatMap((key) => {
        const field = key === regexKey && topics ? "`topics`" : besideConfig[key];
        return field === undefined ? [] : [at(["connectors", name, "config", key], `the field ${field} sets ${key}`)];
      }),
    ),
});

export const connectorChecks = [
  credentialInTheSpec,
  tasksAbovePartitions,
  classNotInTheImage,
  unknownSinkTopic,
  keyBesideConfig,
];
