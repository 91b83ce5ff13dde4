import { defineCheck } from "@streamform/core";
import { ignoredKey } from "../../../../kafka/configuration/ignored-key.js";
import { ignoredKeys, keyRead, oneSetting } from "../../../../kafka/configuration/one-setting.js";
import { configurationProblems } from "../../../../kafka/configuration/problems.js";
import { brokerConfiguration, isExpress, replicationOf } from "../configuration.js";
import { expressKeys } from "../express-keys.js";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

export const minInsyncEqualsFactor = defineCheck<Spec, Uses>({
  code: "SF2103",
  title: "min.insync.replicas as high as the replication factor",
  severity: "error",
  because:
    "Every broker restarts at every patch. While a single broker restarts, too few replicas are in sync, and producers with acks=all cannot write.",
  instead: "Keep min.insync.replicas at least one below default.replication.factor. 2 and 3 are usual.",
  source: "Amazon MSK developer guide, best practices: build highly available clusters",
  run: ({ spec, uses: { network }, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec, network.zones.length);
    if (minInsyncReplicas < replicationFactor || (replicationFactor === 1 && minInsyncReplicas === 1)) return [];
    return [
      at(
        ["configuration", "min.insync.replicas"],
        `new topics have ${replicationFactor} replicas and need ${minInsyncReplicas} in sync`,
      ),
    ];
  },
});

export const acknowledgedByOne = defineCheck<Spec, Uses>({
  code: "SF2104",
  title: "Writes that only one broker acknowledges",
  severity: "warning",
  because:
    "With min.insync.replicas 1, Kafka acknowledges a write that only one broker has. If that broker's disk is lost, the write is lost, even with acks=all.",
  instead: "Use three replicas with min.insync.replicas 2, or say under `ignore` why the data may be lost.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, uses: { network }, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec, network.zones.length);
    return minInsyncReplicas > 1
      ? []
      : [
          at(
            ["configuration", "min.insync.replicas"],
            `min.insync.replicas is 1 with default.replication.factor ${replicationFactor}`,
          ),
        ];
  },
});

export const factorAboveBrokers = defineCheck<Spec, Uses>({
  code: "SF2105",
  title: "A replication factor above the number of brokers",
  severity: "error",
  because: "Each replica needs its own broker. Kafka cannot create any topic, not even its own for consumer offsets.",
  instead: "Lower the factor or raise `brokersPerZone`.",
  source: "Apache Kafka documentation, replication",
  run: ({ spec, uses: { network }, at }) => {
    const brokers = spec.brokersPerZone * network.zones.length;
    const keys = [
      "default.replication.factor",
      "offsets.topic.replication.factor",
      "transaction.state.log.replication.factor",
    ] as const;
    return keys.flatMap((key) => {
      const factor = spec.configuration[key];
      return factor !== undefined && factor > brokers
        ? [at(["configuration", key], `${key} is ${factor}, but there are ${brokers} brokers`)]
        : [];
    });
  },
});

export const internalTopicsOfOne = defineCheck<Spec, Uses>({
  code: "SF2131",
  title: "Internal topics that one broker can stop",
  severity: "error",
  because:
    "Kafka keeps offsets and transactions in internal topics. If these have a single replica, or need every replica in sync, one broker that restarts stops all consumer groups or all transactions.",
  instead:
    "Remove offsets.topic.replication.factor, transaction.state.log.replication.factor and transaction.state.log.min.isr to get the brokers' defaults. Or write 3, 3 and 2.",
  source: "Apache Kafka documentation, offsets.topic.replication.factor and transaction.state.log.min.isr",
  run: ({ spec: { configuration }, at }) => {
    const single = (["offsets.topic.replication.factor", "transaction.state.log.replication.factor"] as const).flatMap(
      (key) => (configuration[key] === 1 ? [at(["configuration", key], `${key} is 1`)] : []),
    );
    const key = "transaction.state.log.min.isr";
    const factor = configuration["transaction.state.log.replication.factor"] ?? 3;
    const inSync = configuration[key];
    return inSync === undefined || inSync < factor || factor === 1
      ? single
      : [
          ...single,
          at(["configuration", key], `the transactions' topic needs ${inSync} of ${factor} replicas in sync`),
        ];
  },
});

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

export const keyWithoutEffect = defineCheck<Spec, Uses>({
  code: "SF2133",
  ...ignoredKey,
  run: ({ spec, at }) =>
    ignoredKeys(spec.configuration).map(({ key, read }) =>
      at(["configuration", key], `Kafka ignores ${key}, because ${read} is set too`),
    ),
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

export const uncleanLeaders = defineCheck<Spec, Uses>({
  code: "SF2128",
  title: "Leaders that may lack acknowledged writes",
  severity: "warning",
  because:
    "With unclean.leader.election.enable, a replica that is not in sync may become leader. Kafka then discards acknowledged records that it lacks, without any error.",
  instead:
    "Remove the key: the default is false. A topic that prefers losing records to waiting can set it for itself.",
  source:
    "Apache Kafka documentation, unclean.leader.election.enable; Amazon MSK developer guide, default configuration",
  run: ({ spec, at }) =>
    spec.configuration["unclean.leader.election.enable"] === true && !isExpress(spec.instanceType)
      ? [at(["configuration", "unclean.leader.election.enable"], "replicas that are not in sync may become leaders")]
      : [],
});

export const topicsByAccident = defineCheck<Spec, Uses>({
  code: "SF2129",
  title: "Automatic topic creation in production",
  severity: "warning",
  because:
    "With auto.create.topics.enable, a client that misspells a topic's name creates a topic. The client's records go there, and no consumer reads them.",
  instead: "Remove the key, and declare topics under `topics`.",
  source: "Apache Kafka documentation, auto.create.topics.enable",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.configuration["auto.create.topics.enable"] === true
      ? [at(["configuration", "auto.create.topics.enable"], "any client can create a topic by writing to it")]
      : [],
});
