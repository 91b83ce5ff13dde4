import { defineCheck } from "@streamform/core";
import { keyRead, oneSetting } from "../../../../kafka/configuration/one-setting.js";
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
