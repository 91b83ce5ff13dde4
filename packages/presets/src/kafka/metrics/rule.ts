/**
 * Rules of the JMX exporter, each with its MBeans. The exporter reads no others: a broker has tens of thousands of attributes,
 * and a scrape of all of them takes seconds of its CPU.
 *
 * Names follow the exporter's example configurations and Strimzi's: domain, type and name of the MBean in lower case, counters with
 * `_total`. The exporter caches a rule that depends only on the name, but not a rule that reads a value as text.
 *
 * Sources: prometheus/jmx_exporter, docs and JmxCollector.java at 1.0.1 and 1.6.0; Apache Kafka documentation, "Monitoring"; the MBeans of
 * Kafka 3.6.1 and 4.3.1 themselves.
 */
export interface Rule {
  /** ObjectNames to read, as JMX patterns. */
  readonly objects: readonly string[];
  /** Regular expression over `domain<key=value, key=value><>attribute`. */
  readonly pattern: string;
  readonly name: string;
  readonly type: "GAUGE" | "COUNTER";
  readonly labels?: Readonly<Record<string, string>>;
  /** The metric's value, if the attribute itself is text and becomes a label. */
  readonly value?: number;
}

/** An MBean of Yammer's library: `type`, `name` and, perhaps, tags. */
export interface Yammer {
  readonly domain: string;
  readonly type: string;
  readonly names: readonly string[];
  /** Keys of the MBean behind its name, in order, and the labels that they become. */
  readonly tags?: readonly string[];
}

const escaped = (text: string): string => text.replaceAll(".", "\\.");

function objectsOf({ domain, type, names, tags = [] }: Yammer): string[] {
  const keys = tags.map((tag) => `,${tag}=*`).join("");
  return names.map((name) => `${domain}:type=${type},name=${name}${keys}`);
}

/** The pattern up to the attribute, and the labels; the first group is the MBean's name without the suffix. */
function matching({ domain, type, names, tags = [] }: Yammer, suffix = "") {
  const alternatives = names.map((name) => (suffix === "" ? name : name.slice(0, -suffix.length))).join("|");
  const keys = tags.map((tag) => `, ${tag}=([^,>]+)`).join("");
  return {
    start: `^${escaped(domain)}<type=${type}, name=(${alternatives})${suffix}${keys}><>`,
    labels: Object.fromEntries(tags.map((tag, index) => [labelOf(tag), `$${index + 2}`])),
    groups: tags.length + 1,
  };
}

function labelOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll("-", "_");
}

const prefixOf = ({ domain, type }: Pick<Yammer, "domain" | "type">) =>
  `${domain}_${type}`.replace(/[^A-Za-z0-9]/g, "_");
const withLabels = (labels: Readonly<Record<string, string>>) => (Object.keys(labels).length === 0 ? {} : { labels });

/** Values as they are now. */
export function gauges(of: Yammer): Rule {
  const { start, labels } = matching(of);
  return {
    objects: objectsOf(of),
    pattern: `${start}Value`,
    name: `${prefixOf(of)}_$1`,
    type: "GAUGE",
    ...withLabels(labels),
  };
}

/** Counters: the count of meters named `…PerSec`. Without tags, the pattern does not match MBeans with further tags. */
export function meters(of: Yammer): Rule {
  const { start, labels } = matching(of, "PerSec");
  return {
    objects: objectsOf(of),
    pattern: `${start}Count`,
    name: `${prefixOf(of)}_$1_total`,
    type: "COUNTER",
    ...withLabels(labels),
  };
}

/** Shares from 0 to 1, called percentages by Kafka. */
export function shares(of: Yammer, attribute: "Value" | "OneMinuteRate"): Rule {
  const { start, labels } = matching(of, "Percent");
  return {
    objects: objectsOf(of),
    pattern: `${start}${attribute}`,
    name: `${prefixOf(of)}_$1_percent`,
    type: "GAUGE",
    ...withLabels(labels),
  };
}

/** Percentiles of histograms and timers, in the unit of the MBean. */
export function percentiles(of: Yammer, which: readonly (50 | 99 | 999)[] = [99]): Rule {
  const { start, labels, groups } = matching(of);
  return {
    objects: objectsOf(of),
    pattern: `${start}(${which.join("|")})thPercentile`,
    name: `${prefixOf(of)}_$1`,
    type: "GAUGE",
    labels: { ...labels, quantile: `0.$${groups + 1}` },
  };
}

/** How many a histogram or timer has measured. */
export function measured(of: Yammer): Rule {
  const { start, labels } = matching(of);
  return {
    objects: objectsOf(of),
    pattern: `${start}Count`,
    name: `${prefixOf(of)}_$1_count_total`,
    type: "COUNTER",
    ...withLabels(labels),
  };
}

/** A group of Kafka's own metrics: one MBean with many attributes, of which those named are served. */
export interface Group {
  readonly domain: string;
  readonly type: string;
  readonly gauges?: readonly string[];
  readonly counters?: readonly string[];
  readonly tags?: readonly string[];
}

export function attributes({ domain, type, gauges = [], counters = [], tags = [] }: Group): readonly Rule[] {
  const objects = [`${domain}:type=${type}${tags.map((tag) => `,${tag}=*`).join("")}`];
  const keys = tags.map((tag) => `, ${tag}="?([^,>"]+)"?`).join("");
  const labels = Object.fromEntries(tags.map((tag, index) => [labelOf(tag), `$${index + 1}`]));
  const rule = (names: readonly string[], kind: Rule["type"]): Rule[] =>
    names.length === 0
      ? []
      : [
          {
            objects,
            pattern: `^${escaped(domain)}<type=${type}${keys}><>(${names.join("|")}):`,
            name: `${prefixOf({ domain, type })}_$${tags.length + 1}${kind === "COUNTER" && !names.every((name) => name.endsWith("-total")) ? "_total" : ""}`,
            type: kind,
            ...withLabels(labels),
          },
        ];
  const totals = counters.filter((name) => name.endsWith("-total"));
  return [
    ...rule(gauges, "GAUGE"),
    ...rule(totals, "COUNTER"),
    ...rule(
      counters.filter((name) => !totals.includes(name)),
      "COUNTER",
    ),
  ];
}

/** The exporter's configuration that a list of rules is. */
export function configuration(rules: readonly Rule[]) {
  return {
    lowercaseOutputName: true,
    includeObjectNames: [...new Set(rules.flatMap(({ objects }) => objects))],
    rules: rules.map(({ objects, ...rule }) => (rule.value === undefined ? { ...rule, cache: true } : rule)),
  };
}
