import { defineCheck } from "@streamform/core";
import { ignoredKey } from "../../../../kafka/configuration/ignored-key.js";
import { ignoredKeys, keyRead, oneSetting } from "../../../../kafka/configuration/one-setting.js";
import { configurationProblems } from "../../../../kafka/configuration/problems.js";
import { isSetByEngine } from "../engine-keys.js";
import type { ClusterExports } from "../exports.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const setByTheEngine = defineCheck<Spec, Uses>({
  code: "SF2814",
  title: "Broker configuration that the engine sets itself",
  severity: "error",
  because:
    "Listeners, security, ids and folders follow from the rest of the spec. The operator silently drops such a key, and the brokers run with another value.",
  instead: "Remove the key, and set the matching field of `kafkaCluster`.",
  source: "Strimzi documentation, KafkaClusterSpec: config",
  run: ({ spec, at }) =>
    Object.keys(spec.configuration)
      .filter(isSetByEngine)
      .map((key) => at(["configuration", key], `the engine sets ${key} itself`)),
});

export const configurationRefused = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2815",
  title: "Broker configuration that this Kafka version does not accept",
  severity: "error",
  because: "A broker does not start with a value that its version refuses, and ignores a key that it does not know.",
  instead: "Remove the key, or write a value that this version accepts.",
  source: "The ConfigDef of each Kafka version",
  run: ({ spec, exports, at }) =>
    configurationProblems({
      scope: "broker",
      entries: exports.configuration,
      kafkaVersion: spec.kafkaVersion,
    })
      .filter(({ key }) => !isSetByEngine(key))
      .map(({ key, problem, hint }) => at(["configuration", key], `${key} ${problem}`, hint)),
});

export const keptForEver = defineCheck<Spec, Uses>({
  code: "SF2816",
  title: "Data that is never deleted",
  severity: "warning",
  because:
    "Topics without their own retention keep everything. The volumes fill up, and a broker with a full volume stops.",
  instead: "Set log.retention.ms (as 3d), or log.retention.bytes, in `kafkaCluster.configuration`.",
  source: "Apache Kafka documentation, log.retention.ms",
  run: ({ spec, at }) => {
    const { configuration } = spec;
    if (Number(configuration["log.retention.bytes"] ?? -1) >= 0) return [];
    const key = keyRead(oneSetting.retention, configuration);
    return key !== undefined && Number(configuration[key]) < 0
      ? [at(["configuration", key], `${key} is ${configuration[key]}`)]
      : [];
  },
});

export const keyWithoutEffect = defineCheck<Spec, Uses>({
  code: "SF2827",
  ...ignoredKey,
  run: ({ spec, at }) =>
    ignoredKeys(spec.configuration).map(({ key, read }) =>
      at(["configuration", key], `Kafka ignores ${key}, because ${read} is set too`),
    ),
});

export const topicsByAccident = defineCheck<Spec, Uses>({
  code: "SF2818",
  title: "Automatic topic creation in production",
  severity: "warning",
  because:
    "With auto.create.topics.enable, a client that misspells a topic's name creates a topic. The client's records go there, and no consumer reads them.",
  instead: "Remove the key: the default is false. Declare topics under `topics`.",
  source: "Apache Kafka documentation, auto.create.topics.enable",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.configuration["auto.create.topics.enable"] === true
      ? [at(["configuration", "auto.create.topics.enable"], "any client can create a topic by using its name")]
      : [],
});
