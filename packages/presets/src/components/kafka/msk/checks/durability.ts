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
    "A single broker that restarts, and each does at every patch, leaves too few copies in sync: producers with acks=all cannot write.",
  instead: "Keep min.insync.replicas at least one below default.replication.factor; 3 and 2 is the usual pair.",
  source: "Amazon MSK developer guide, best practices: build highly available clusters",
  run: ({ spec, uses: { network }, at }) => {
    const { replicationFactor, minInsyncReplicas } = replicationOf(spec, network.zones.length);
    if (minInsyncReplicas < replicationFactor || (replicationFactor === 1 && minInsyncReplicas === 1)) return [];
    return [
      at(
        ["configuration", "min.insync.replicas"],
        `new topics have ${replicationFactor} copies and need ${minInsyncReplicas} in sync`,
      ),
    ];
  },
});

export const acknowledgedByOne = defineCheck<Spec, Uses>({
  code: "SF2104",
  title: "Writes that one broker alone acknowledges",
  severity: "warning",
  because:
    "With min.insync.replicas 1 a write counts as safe while only one broker has it: when its disk is lost, so is the write, even with acks=all.",
  instead: "Use three copies with min.insync.replicas 2, or say with `ignore` why the data may be lost.",
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
  because: "Each copy needs a broker of its own: no topic could be made, not even Kafka's own for consumer offsets.",
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
  title: "Topics of Kafka's own that one broker can stop",
  severity: "error",
  because:
    "Offsets and transactions are kept in topics too: with a single copy, or with every copy needed in sync, one broker that restarts stops all consumer groups or all transactions.",
  instead:
    "Remove offsets.topic.replication.factor, transaction.state.log.replication.factor and transaction.state.log.min.isr: the brokers' defaults are right. Or write 3, 3 and 2.",
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
          at(["configuration", key], `${inSync} of ${factor} copies of the transactions' topic have to be in sync`),
        ];
  },
});

export const noRetention = defineCheck<Spec, Uses>({
  code: "SF2117",
  title: "No decision on how long data is kept",
  severity: "warning",
  because:
    "Topics without a retention of their own keep data for Kafka's seven days, or for ever where it was set to -1: nobody decided it, and full disks stop brokers.",
  instead: "Set log.retention.ms (as 3d), or log.retention.bytes, in `msk.configuration`.",
  source: "Amazon MSK developer guide, best practices: adjust data retention parameters",
  run: ({ spec, at }) => {
    const { configuration } = spec;
    if (Number(configuration["log.retention.bytes"] ?? -1) >= 0) return [];
    const key = keyRead(oneSetting.retention, configuration);
    if (key === undefined) return [at("configuration", "none of the log.retention keys is set")];
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
  title: "Broker configuration that MSK does not take",
  severity: "error",
  because: "MSK refuses the whole configuration for one key or value that the brokers' version or type does not have.",
  instead: "Remove the key, or write a value that this version takes.",
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
  title: "Leaders that lack acknowledged writes",
  severity: "warning",
  because:
    "With unclean.leader.election.enable a copy that was not in sync may lead: whatever the others had acknowledged beyond it is cut off, without an error anywhere.",
  instead:
    "Remove the key: it is false unless you say otherwise. A topic that would rather lose than wait can set it for itself.",
  source:
    "Apache Kafka documentation, unclean.leader.election.enable; Amazon MSK developer guide, default configuration",
  run: ({ spec, at }) =>
    spec.configuration["unclean.leader.election.enable"] === true && !isExpress(spec.instanceType)
      ? [at(["configuration", "unclean.leader.election.enable"], "copies that are not in sync may become leaders")]
      : [],
});

export const topicsByAccident = defineCheck<Spec, Uses>({
  code: "SF2129",
  title: "Topics that a typing error makes, in production",
  severity: "warning",
  because:
    "With auto.create.topics.enable the first client that misspells a topic makes it, with default partitions and retention: records go where nobody reads them.",
  instead: "Remove the key, and declare topics under `topics`.",
  source: "Apache Kafka documentation, auto.create.topics.enable",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.configuration["auto.create.topics.enable"] === true
      ? [at(["configuration", "auto.create.topics.enable"], "whoever writes to a topic that is not there makes it")]
      : [],
});
