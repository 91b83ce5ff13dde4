import { type BrokerKey, factsAt, minorVersion, type Spans, type Table, type TopicKey, versionsIn } from "./facts.js";
import { type MskKey, type MskLimits, mskKeys, runsOnKraft } from "./msk.js";
import { brokerTable, topicTable } from "./table.js";
import { readValue, type Value } from "./value.js";

export interface ConfigurationProblem {
  readonly key: string;
  /** The problem, in words that follow the key's name. */
  readonly problem: string;
  readonly hint?: string;
}

/** What to write instead of a key that later versions do not have, or earlier ones did not. */
const instead: { readonly [Key in BrokerKey | TopicKey]?: string } = {
  "inter.broker.protocol.version":
    "Without ZooKeeper the cluster's metadata.version replaces it; it is a feature, not a key.",
  "log.message.timestamp.after.max.ms": "Before 3.6, log.message.timestamp.difference.max.ms sets both bounds.",
  "log.message.timestamp.before.max.ms": "Before 3.6, log.message.timestamp.difference.max.ms sets both bounds.",
  "log.message.timestamp.difference.max.ms":
    "Use log.message.timestamp.before.max.ms and log.message.timestamp.after.max.ms.",
  "message.timestamp.after.max.ms": "Before 3.6, message.timestamp.difference.max.ms sets both bounds.",
  "message.timestamp.before.max.ms": "Before 3.6, message.timestamp.difference.max.ms sets both bounds.",
  "message.timestamp.difference.max.ms": "Use message.timestamp.before.max.ms and message.timestamp.after.max.ms.",
  "log.message.format.version": "Take it out: Kafka 4 writes one message format only.",
  "message.format.version": "Take it out: Kafka 4 writes one message format only.",
};

/**
 * What is wrong with the entries for one Kafka version, which the schemas cannot know: keys that it does not have, values
 * that another version takes. A version that the table does not have is held against the nearest one. Keys that no
 * version has are the schemas' affair and are passed over.
 */
export function configurationProblems({
  scope,
  entries,
  kafkaVersion,
}: {
  readonly scope: "broker" | "topic" | "msk";
  /** As a schema of this folder gave them. */
  readonly entries: Readonly<Record<string, Value | undefined>>;
  /** As `3.9.1`; MSK's own names, as `3.9.x.kraft`, are understood. */
  readonly kafkaVersion: string;
}): ConfigurationProblem[] {
  const table: Table = scope === "topic" ? topicTable : brokerTable;
  return Object.entries(entries).flatMap(([key, value]): ConfigurationProblem[] => {
    const spans = Object.hasOwn(table, key) ? table[key] : undefined;
    if (value === undefined || spans === undefined) return [];
    if (scope === "msk" && key.startsWith("zookeeper.") && runsOnKraft(kafkaVersion)) {
      return [
        { key, problem: `means nothing to MSK ${kafkaVersion}, which runs without ZooKeeper`, hint: "Take it out." },
      ];
    }
    const facts = factsAt(spans, kafkaVersion);
    if (facts === undefined) return [absent(key, spans, kafkaVersion)];
    const limits: MskLimits | undefined = scope === "msk" ? mskKeys[key as MskKey] : undefined;
    // The schemas give a value the newest version's form: listeners are lists, though older versions call them texts.
    const reading = readValue(key, { ...facts, ...limits, type: spans[0].type }, value);
    return "problem" in reading ? [{ key, problem: `${reading.problem} in Kafka ${minorVersion(kafkaVersion)}` }] : [];
  });
}

function absent(key: string, spans: Spans, kafkaVersion: string): ConfigurationProblem {
  const problem = `is not in Kafka ${minorVersion(kafkaVersion)}; it is in ${versionsIn(spans)}`;
  const hint = key.startsWith("zookeeper.")
    ? "Take it out: Kafka 4 runs without ZooKeeper."
    : instead[key as BrokerKey];
  return { key, problem, ...(hint !== undefined && { hint }) };
}
