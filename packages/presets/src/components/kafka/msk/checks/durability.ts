import { defineCheck } from "@streamform/core";
import * as lessons from "../../../../kafka/configuration/lessons.js";
import { keyRead, oneSetting } from "../../../../kafka/configuration/one-setting.js";
import { configurationProblems } from "../../../../kafka/configuration/problems.js";
import { brokerConfiguration, isExpress, replicationOf } from "../configuration.js";
import { expressKeys } from "../express-keys.js";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

/** A check for every Kafka, with MSK's configuration. Express brokers never elect unclean leaders. */
function lesson(code: string, { page, find }: lessons.Lesson) {
  return defineCheck<Spec, Uses>({
    code,
    ...page,
    run: ({ spec, environment, uses: { network }, at }) =>
      find({
        configuration: isExpress(spec.instanceType)
          ? { ...spec.configuration, "unclean.leader.election.enable": undefined }
          : spec.configuration,
        replication: replicationOf(spec, network.zones.length),
        transactionReplicas: 3,
        count: spec.brokersPerZone * network.zones.length,
        isProduction: environment.stage === "production",
      }).map(({ key, message }) => at(["configuration", key], message)),
  });
}

export const minInsyncEqualsFactor = lesson("SF2103", lessons.minInsyncEqualsFactor);
export const acknowledgedByOne = lesson("SF2104", lessons.acknowledgedByOne);
export const factorAboveBrokers = lesson("SF2105", lessons.factorAboveBrokers);
export const uncleanLeaders = lesson("SF2128", lessons.uncleanLeaders);
export const topicsByAccident = lesson("SF2129", lessons.topicsByAccident);
export const internalTopicsOfOne = lesson("SF2131", lessons.internalTopicsOfOne);
export const keyWithoutEffect = lesson("SF2133", lessons.ignoredKey);

export const noRetention = defineCheck<Spec, Uses>({
  code: "SF2117",
  title: "No decision on how long data is kept",
  severity: "warning",
  because:
    "Topics without their own retention keep data for Kafka's default of seven days, or for ever with -1. Nobody decided this, and full disks stop brokers.",
  instead: "Set log.retention.ms (as 3d), or log.retention.bytes, in `msk.configuration`.",
  source: "Amazon MSK developer guide, best practices: adjust data retention parameters",
  run: ({ spec, at }) => {
    const { configuration } = spec;
    if (Number(configuration["log.retention.bytes"] ?? -1) >= 0) return [];
    const key = keyRead(oneSetting.retention, configuration);
    if (key === undefined) return [at("configuration", "the configuration sets no log.retention key")];
    return Number(configuration[key]) < 0
      ? [at(["configuration", key], `${key} is ${configuration[key]}: data is never deleted`)]
      : [];
  },
});

/** The one replica selector of Kafka's own beside the default; MSK lets nobody add classes. */
const rackAwareSelector = "org.apache.kafka.common.replica.RackAwareReplicaSelector";

export const configurationRefused = defineCheck<Spec, Uses>({
  code: "SF2119",
  title: "Broker configuration that MSK does not accept",
  severity: "error",
  because: "MSK refuses the whole configuration if the brokers' version or type does not support one key or value.",
  instead: "Remove the key, or write a value that this version accepts.",
  source: "Amazon MSK developer guide, custom configurations; the ConfigDef of each Kafka version",
  run: ({ spec, uses: { network }, at }) => {
    const entries = brokerConfiguration(spec, network.zones.length);
    const problems = configurationProblems({ scope: "msk", entries, kafkaVersion: spec.kafkaVersion });
    const express = isExpress(spec.instanceType)
      ? Object.keys(spec.configuration).filter((key) => !expressKeys.has(key))
      : [];
    const selector = spec.configuration["replica.selector.class"];
    return [
      ...(selector === undefined || selector === rackAwareSelector
        ? []
        : [
            at(
              ["configuration", "replica.selector.class"],
              `MSK's brokers have no class ${selector}`,
              `write ${rackAwareSelector}, or remove the key`,
            ),
          ]),
      ...problems.map(({ key, problem, hint }) => at(["configuration", key], `${key} ${problem}`, hint)),
      ...express.map((key) => at(["configuration", key], `${key} cannot be set on Express brokers`)),
    ];
  },
});
