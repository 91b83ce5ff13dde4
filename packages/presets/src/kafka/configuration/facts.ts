import { type brokerTable, kafkaVersions, type topicTable } from "./table.js";

/** The facts about a key in one or more consecutive Kafka versions. */
export interface Facts {
  /** First and last minor version for which this holds; absent where the table has no older or newer one. */
  readonly from?: string;
  readonly to?: string;
  readonly type: "boolean" | "class" | "double" | "int" | "list" | "long" | "password" | "short" | "string";
  /** In Kafka's own spelling; null if there is none, absent if the key is required. */
  readonly default?: string | null;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** A value outside `min` and `max` that is valid as well. */
  readonly also?: number | undefined;
  readonly values?: readonly string[] | undefined;
  /** Regular expression of a list's entries. */
  readonly item?: string;
  readonly nonEmpty?: boolean | undefined;
  readonly importance: "high" | "medium" | "low";
  /** How a running broker takes a new value; absent where it needs a restart. */
  readonly update?: "cluster-wide" | "per-broker";
  /** The broker key that holds the default for topics. */
  readonly server?: string;
}

/** Spans of versions, newest first. */
export type Spans = readonly [Facts, ...Facts[]];
export type Table = Readonly<Record<string, Spans>>;

export type BrokerKey = keyof typeof brokerTable;
export type TopicKey = keyof typeof topicTable;

/** The minor versions in the table, oldest first. */
export const minorVersions: readonly string[] = kafkaVersions.map(minorVersion);

/** `3.9.x.kraft` and `3.9.2` → `3.9` */
export function minorVersion(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** A version's index in the table. An unknown version counts as the nearest known one. */
function place(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const rank = major * 1000 + minor;
  const after = minorVersions.findIndex((known) => {
    const [knownMajor = 0, knownMinor = 0] = known.split(".").map(Number);
    return knownMajor * 1000 + knownMinor > rank;
  });
  return after === -1 ? minorVersions.length - 1 : Math.max(after - 1, 0);
}

const first = ({ from }: Facts): number => (from === undefined ? 0 : place(from));
const last = ({ to }: Facts): number => (to === undefined ? minorVersions.length - 1 : place(to));

export function factsAt(spans: Spans, kafkaVersion: string): Facts | undefined {
  const at = place(kafkaVersion);
  return spans.find((span) => first(span) <= at && at <= last(span));
}

/** The versions that have the key, in words: `Kafka 3.6 and later`; undefined where every version of the table has it. */
export function versionsIn(spans: Spans): string | undefined {
  const runs: { from: number; to: number }[] = [];
  for (const span of spans.toReversed()) {
    const run = runs.at(-1);
    if (run && run.to + 1 === first(span)) run.to = last(span);
    else runs.push({ from: first(span), to: last(span) });
  }
  const newest = minorVersions.length - 1;
  if (runs.length === 1 && runs[0]?.from === 0 && runs[0].to === newest) return undefined;
  const words = runs.map(({ from, to }) => {
    if (to === newest) return `${minorVersions[from]} and later`;
    if (from === to) return `${minorVersions[from]}`;
    return from === 0 ? `up to ${minorVersions[to]}` : `${minorVersions[from]} to ${minorVersions[to]}`;
  });
  return `Kafka ${words.join(", ")}`;
}

/** The widest constraint that any of the spans has: what holds whatever the version. */
export function widest(spans: Spans): Facts {
  const every = <T>(values: readonly (T | undefined)[]): readonly T[] | undefined =>
    values.includes(undefined) ? undefined : (values as readonly T[]);
  const minima = every(spans.map((span) => span.min));
  const maxima = every(spans.map((span) => span.max));
  const values = every(spans.map((span) => span.values));
  return {
    ...spans[0],
    min: minima && Math.min(...minima),
    max: maxima && Math.max(...maxima),
    also: spans.find((span) => span.also !== undefined)?.also,
    values: values && [...new Set(values.flat())],
    nonEmpty: spans.every((span) => span.nonEmpty),
  };
}
