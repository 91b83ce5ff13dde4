import type { Page } from "@streamform/core";
import { ignoredKeys } from "./one-setting.js";

/** The configuration of a Kafka's brokers. */
export interface Brokers {
  /** As the spec has it, without defaults. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Replicas of new topics, and how many of them have to be in sync, defaults included. */
  readonly replication: { readonly replicationFactor: number; readonly minInsyncReplicas: number };
  /** Default replication factor of the transaction topic. */
  readonly transactionReplicas: number;
  /** Number of brokers. */
  readonly count: number;
  readonly isProduction: boolean;
}

/** A check of the broker configuration for every Kafka. Each Kafka's component gives it a code. */
export interface Lesson {
  readonly page: Omit<Page, "code">;
  find(brokers: Brokers): readonly { readonly key: string; readonly message: string }[];
}

export const minInsyncEqualsFactor: Lesson = {
  page: {
    title: "min.insync.replicas as high as the replication factor",
    severity: "error",
    because:
      "Every update restarts each broker. While a single broker restarts, too few replicas are in sync, and producers with acks=all cannot write.",
    instead: "Keep min.insync.replicas at least one below default.replication.factor. 2 and 3 are usual.",
    source:
      "Apache Kafka documentation, min.insync.replicas; Amazon MSK developer guide, best practices: build highly available clusters",
  },
  find: ({ replication: { replicationFactor, minInsyncReplicas } }) =>
    minInsyncReplicas < replicationFactor || (replicationFactor === 1 && minInsyncReplicas === 1)
      ? []
      : [
          {
            key: "min.insync.replicas",
            message: `new topics have ${replicationFactor} replicas and need ${minInsyncReplicas} in sync`,
          },
        ],
};

export const acknowledgedByOne: Lesson = {
  page: {
    title: "Writes that only one broker acknowledges",
    severity: "warning",
    because:
      "With min.insync.replicas 1, Kafka acknowledges a write that only one broker has. If that broker's disk is lost, the write is lost, even with acks=all.",
    instead: "Use three replicas with min.insync.replicas 2, or say under `ignore` why the data may be lost.",
    source: "Apache Kafka documentation, min.insync.replicas",
  },
  find: ({ replication: { replicationFactor, minInsyncReplicas } }) =>
    minInsyncReplicas > 1
      ? []
      : [
          {
            key: "min.insync.replicas",
            message: `min.insync.replicas is 1 with default.replication.factor ${replicationFactor}`,
          },
        ],
};

export const factorAboveBrokers: Lesson = {
  page: {
    title: "A replication factor above the number of brokers",
    severity: "error",
    because: "Each replica needs its own broker. Kafka cannot create any topic, not even its own for consumer offsets.",
    instead: "Lower the factor, or add brokers.",
    source: "Apache Kafka documentation, replication",
  },
  find: ({ configuration, count }) =>
    (
      [
        "default.replication.factor",
        "offsets.topic.replication.factor",
        "transaction.state.log.replication.factor",
      ] as const
    )
      .filter((key) => Number(configuration[key] ?? 0) > count)
      .map((key) => ({ key, message: `${key} is ${configuration[key]}, but there are ${count} brokers` })),
};

export const internalTopicsOfOne: Lesson = {
  page: {
    title: "Internal topics that one broker can stop",
    severity: "error",
    because:
      "Kafka keeps offsets and transactions in internal topics. If these have a single replica, or need every replica in sync, one broker that restarts stops all consumer groups or all transactions.",
    instead:
      "Remove offsets.topic.replication.factor, transaction.state.log.replication.factor and transaction.state.log.min.isr to get the defaults. Or write 3, 3 and 2.",
    source: "Apache Kafka documentation, offsets.topic.replication.factor and transaction.state.log.min.isr",
  },
  find: ({ configuration, count, transactionReplicas }) => {
    if (count === 1) return [];
    const single = ["offsets.topic.replication.factor", "transaction.state.log.replication.factor"]
      .filter((key) => configuration[key] === 1)
      .map((key) => ({ key, message: `${key} is 1` }));
    const key = "transaction.state.log.min.isr";
    const factor = Number(configuration["transaction.state.log.replication.factor"] ?? transactionReplicas);
    const inSync = configuration[key];
    return inSync === undefined || Number(inSync) < factor || factor === 1
      ? single
      : [...single, { key, message: `the transactions' topic needs ${inSync} of ${factor} replicas in sync` }];
  },
};

export const ignoredKey: Lesson = {
  page: {
    title: "A broker key that Kafka ignores",
    severity: "warning",
    because:
      "Several keys set one thing in different units. Kafka reads the finest unit that is set, so the value that you see here has no effect.",
    instead: "Keep one of the keys and remove the others.",
    source: "Apache Kafka documentation, broker configs: log.retention.ms, log.roll.ms, log.roll.jitter.ms",
  },
  find: ({ configuration }) =>
    ignoredKeys(configuration).map(({ key, read }) => ({
      key,
      message: `Kafka ignores ${key}, because ${read} is set too`,
    })),
};

export const uncleanLeaders: Lesson = {
  page: {
    title: "Leaders that may lack acknowledged writes",
    severity: "warning",
    because:
      "With unclean.leader.election.enable, a replica that is not in sync may become leader. Kafka then discards acknowledged records that it lacks, without any error.",
    instead:
      "Remove the key: the default is false. A topic that prefers losing records to waiting can set it for itself.",
    source: "Apache Kafka documentation, unclean.leader.election.enable",
  },
  find: ({ configuration }) =>
    isOn(configuration, "unclean.leader.election.enable", "replicas that are not in sync may become leaders"),
};

export const topicsByAccident: Lesson = {
  page: {
    title: "Automatic topic creation in production",
    severity: "warning",
    because:
      "With auto.create.topics.enable, a client that misspells a topic's name creates a topic. The client's records go there, and no consumer reads them.",
    instead: "Remove the key: the default is false. Declare topics under `topics`.",
    source: "Apache Kafka documentation, auto.create.topics.enable",
  },
  find: ({ configuration, isProduction }) =>
    isProduction
      ? isOn(configuration, "auto.create.topics.enable", "any client can create a topic by using its name")
      : [],
};

function isOn(configuration: Brokers["configuration"], key: string, message: string) {
  return configuration[key] === true ? [{ key, message }] : [];
}
