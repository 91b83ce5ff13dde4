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
    "Whoever can read the repository, the connector's object or Connect's topic of configurations can read it, and history keeps it.",
  instead: "Write `{ secretsManager: NAME, key: KEY }`: workers read the secret where they start the connector.",
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
  because: "The tasks of a sink share partitions as the members of a group do: those above have nothing to do.",
  instead: "Lower `tasksMax` to the partitions of all its topics together, or give the topics more.",
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
              `${connector.tasksMax} tasks, and its topics have ${partitions} partitions`,
            ),
          ];
    }),
});

const classNotInTheImage = defineCheck<Spec, Uses>({
  code: "SF2974",
  title: "A class of connectors that the image does not have",
  severity: "error",
  because: "Kafka's own image has MirrorMaker's connectors alone: workers refuse the configuration.",
  instead: "Name an `image` that holds it, or, with the engine strimzi, an image of the plugin under `plugins`.",
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
  because: "It waits for records that nobody writes, and looks well.",
  instead: "Correct the name, add the topic under `topics`, or say with `ignore` who else makes it.",
  run: ({ spec: { connectors }, uses: { topics: known }, at }) =>
    sinksOf(connectors).flatMap(({ name, topics, regex }) => [
      ...topics.flatMap((topic, index) => {
        const unknown = unknownTopic(topic, known?.names);
        return unknown
          ? [at(["connectors", name, "topics", index], `no topic of the environment is ${topic}`, unknown.hint)]
          : [];
      }),
      ...(regex && known && fitting(regex, known.names)?.length === 0
        ? [at(["connectors", name, "config", regexKey], `no topic of the environment fits ${regex}`)]
        : []),
    ]),
});

/** Keys of a connector's configuration that stand beside it. */
const besideConfig: Readonly<Record<string, string>> = {
  name: "its name",
  "connector.class": "`class`",
  "tasks.max": "`tasksMax`",
  topics: "`topics`",
};

const keyBesideConfig = defineCheck<Spec, Uses>({
  code: "SF2969",
  title: "A key of a connector's configuration that has a place of its own",
  severity: "error",
  because:
    "There would be two values for one thing, of which Strimzi or Connect refuses one; and what stands in `config` is not checked against topics and rights.",
  instead: "Write it where it belongs: `class`, `tasksMax` or `topics` of the connector.",
  source: "Strimzi 1.2, KafkaConnector schema reference",
  run: ({ spec: { connectors }, at }) =>
    Object.entries(connectors).flatMap(([name, { config, topics }]) =>
      Object.keys(config).flatMap((key) => {
        const field = key === regexKey && topics ? "`topics`" : besideConfig[key];
        return field === undefined ? [] : [at(["connectors", name, "config", key], `${key} is said by ${field}`)];
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
