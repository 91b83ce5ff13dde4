import { defineCheck } from "@streamform/core";
import type { Kafka } from "../../../../kafka/kafka.js";
import { asInAll, isTiered, keptBy, onDisk, policiesOf, retentionOf } from "../kept.js";
import type { Topic, topicsSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof topicsSpec;
type Uses = typeof uses;

const minute = 60_000;
const day = 24 * 60 * minute;

export const retentionAboveDisk = defineCheck<Spec, Uses>({
  code: "SF2207",
  title: "More retained data than the disks hold",
  severity: "error",
  because:
    "The topics with a stated `throughput` retain more data, with all replicas, than all volumes hold. A broker whose disk is full stops. Every partition that it leads stops with it.",
  instead: "Lower the retention, tier the storage, or give the brokers larger volumes.",
  source: "Amazon MSK developer guide, best practices: monitor disk space",
  run: ({ spec, uses: { kafka }, at }) => {
    const topics = Object.entries(spec).flatMap(([name, topic]) => {
      const kept = keptBy(topic, kafka);
      return kept ? [{ name, ...kept }] : [];
    });
    const [first, ...others] = topics;
    const total = topics.reduce((sum, { bytes }) => sum + bytes, 0);
    if (!first || inGibibytes(total) <= kafka.storage) return [];
    const largest = others.reduce((a, b) => (a.bytes >= b.bytes ? a : b), first);
    const all = Number.isFinite(total)
      ? `topics with a stated throughput keep ${Math.ceil(inGibibytes(total))} GiB`
      : "topics with a stated throughput keep their records for ever";
    const alone = Number.isFinite(largest.bytes) ? ` = ${Math.ceil(inGibibytes(largest.bytes))} GiB` : "";
    return [
      at(
        [largest.name, "throughput"],
        `${all}, but the brokers have ${kafka.storage} GiB; ${largest.name} alone: ${largest.sum}${alone}`,
      ),
    ];
  },
});

export const unboundedOnDisk = defineCheck<Spec, Uses>({
  code: "SF2223",
  title: "Retention that lets the disks fill",
  severity: "warning",
  because:
    "A topic that keeps everything grows until a broker's disk is full and the broker stops. Limits that add up to more than the disks do not prevent this.",
  instead:
    "Set retention.ms, or a retention.bytes that fits on the disks with every partition and replica. Or state the topic's `throughput`.",
  source: "Apache Kafka documentation, topic configurations: retention.bytes and retention.ms",
  run: ({ spec, uses: { kafka }, at }) => {
    const topics = Object.entries(spec).flatMap(([name, topic]) => {
      if (topic.throughput !== undefined || !policiesOf(topic, kafka.defaults).includes("delete")) return [];
      const { time, size } = onDisk(topic, kafka);
      const copies = topic.replicationFactor ?? kafka.defaults.replicationFactor;
      // What time bounds too may never get as large as its size allows.
      return time < 0
        ? [{ name, config: topic.config, bytes: size < 0 ? undefined : size * topic.partitions * copies }]
        : [];
    });
    const place = (name: string, config: Topic["config"], key: keyof Topic["config"]) =>
      config[key] === undefined ? [name] : [name, "config", key];
    const kept = topics
      .filter(({ bytes }) => bytes === undefined && Number.isFinite(kafka.storage))
      .map(({ name, config }) => at(place(name, config, "retention.ms"), `${name} keeps its records for ever`));
    const [first, ...others] = topics.flatMap(({ bytes, ...topic }) =>
      bytes === undefined ? [] : [{ ...topic, bytes }],
    );
    const total = others.reduce((sum, { bytes }) => sum + bytes, first?.bytes ?? 0);
    if (!first || inGibibytes(total) <= kafka.storage) return kept;
    const largest = others.reduce((a, b) => (a.bytes >= b.bytes ? a : b), first);
    return [
      ...kept,
      at(
        place(largest.name, largest.config, "retention.bytes"),
        `topics may keep ${Math.ceil(inGibibytes(total))} GiB by their retention.bytes, ${largest.name} alone ${Math.ceil(inGibibytes(largest.bytes))} GiB, but the brokers have ${kafka.storage} GiB`,
      ),
    ];
  },
});

export const tieredWithoutTiers = defineCheck<Spec, Uses>({
  code: "SF2220",
  title: "A tiered topic on brokers without tiered storage",
  severity: "error",
  because: "The brokers refuse the topic's configuration, and the Job that applies it fails.",
  instead: "Turn tiered storage on for the cluster, or remove remote.storage.enable from the topic.",
  source: "Apache Kafka, Tiered Storage functionality is disabled in the broker (InvalidConfigurationException)",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { config }]) =>
      config["remote.storage.enable"] === true && !kafka.tieredStorage
        ? [at([name, "config", "remote.storage.enable"], `the brokers keep all of ${name} on their own disks`)]
        : [],
    ),
});

export const tieringRefused = defineCheck<Spec, Uses>({
  code: "SF2221",
  title: "Tiered storage that the brokers refuse",
  severity: "error",
  because:
    "A compacted topic cannot be tiered. The local retention must be below the total retention. Amazon MSK tiers no topic with small segments or a retention below three days.",
  instead:
    "Write cleanup.policy: delete, and a local.retention.ms below retention.ms. With Amazon MSK write retention.ms of 3d or more as well, and leave segment.bytes at 48MiB or more and segment.ms at 10m or more.",
  source: "Amazon MSK developer guide, guidelines for tiered storage topic-level configuration; KIP-405",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, topic]) => {
      if (!isTiered(topic, kafka)) return [];
      const { config } = topic;
      const found = (key: keyof typeof config, problem: string) =>
        at(config[key] === undefined ? [name] : [name, "config", key], `${name} ${problem}`);
      const { whole, local } = retentionOf(topic, kafka);
      return [
        ...(policiesOf(topic, kafka.defaults).includes("compact")
          ? [found("cleanup.policy", "is compacted and tiered at the same time")]
          : []),
        ...(isAsMuch(local.time, whole.time) ? [found("local.retention.ms", "keeps as much on disk as in total")] : []),
        ...(isAsMuch(local.size, whole.size)
          ? [found("local.retention.bytes", "keeps as much on disk as in total")]
          : []),
        ...belowLeast(topic, kafka).map(([key, problem]) => found(key, problem)),
      ];
    }),
});

export const tieredForNothing = defineCheck<Spec, Uses>({
  code: "SF2222",
  title: "A tiered topic that stays entirely on the brokers",
  severity: "warning",
  because:
    "Without a local retention the brokers keep records for the whole retention. You store, and pay for, all data twice.",
  instead:
    "Write local.retention.ms (for example 1d) or local.retention.bytes: the part that consumers read from the brokers' disks.",
  source: "KIP-405, local.retention.ms",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, topic]) => {
      const { local } = retentionOf(topic, kafka);
      return isTiered(topic, kafka) && local.time === asInAll && local.size === asInAll
        ? [at([name, "config", "remote.storage.enable"], `${name} is tiered but has no local retention`)]
        : [];
    }),
});

/** Whether a local bound is set and keeps at least as much on disk as the topic's own bound. */
function isAsMuch(local: number, whole: number): boolean {
  return local !== asInAll && whole >= 0 && (local < 0 || local >= whole);
}

/** What a tiered topic of this Kafka has too little of, by its key. */
function belowLeast({ config }: Topic, { tieredTopics: least }: Pick<Kafka, "tieredTopics">) {
  if (least === undefined) return [];
  const whole = config["retention.ms"] === undefined ? undefined : Number(config["retention.ms"]);
  const below = (key: "segment.bytes" | "segment.ms", limit: number) =>
    config[key] !== undefined && Number(config[key]) < limit;
  const problems: [keyof Topic["config"], string][] = [];
  if (whole === undefined) problems.push(["retention.ms", "is tiered but sets no retention.ms"]);
  else if (whole >= 0 && whole < least.retention)
    problems.push(["retention.ms", `keeps records for less than ${least.retention / day} days`]);
  if (below("segment.bytes", least.segmentBytes))
    problems.push(["segment.bytes", `has segments below ${least.segmentBytes / 1024 ** 2} MiB`]);
  if (below("segment.ms", least.segment))
    problems.push(["segment.ms", `rolls segments before ${least.segment / minute} minutes`]);
  return problems;
}

function inGibibytes(bytes: number): number {
  return bytes / 1024 ** 3;
}
