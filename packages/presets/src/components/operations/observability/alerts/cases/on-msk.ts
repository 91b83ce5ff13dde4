import { measureNames, type Select } from "../../../../../kafka/metrics/measures.js";
import { hostRole } from "../../../../kafka/msk/measures.js";
import { nodePods } from "../../../../../kafka/metrics/own-metrics.js";
import { type Case, type Firing, type Series, tested, testedOnMsk } from "./case.js";

type Labels = Readonly<Record<string, string>>;
interface Named {
  readonly metric: string;
  readonly labels: Labels;
}

/** A series, or what a measure selects, as its metric and the labels that have to be equal; those that must not be there are left out. */
function named(series: string): Named {
  const [, metric = "", inner = ""] = /^([^{]+)\{(.*)\}$/.exec(series) ?? [series, series];
  const pairs = [...inner.matchAll(/(\w+)="((?:\\.|[^"\\])*)"/g)].map(
    ([, key = "", value = ""]) => [key, value] as const,
  );
  return { metric, labels: Object.fromEntries(pairs.filter(([, value]) => value !== "")) };
}

function text({ metric, labels }: Named): string {
  return `${metric}{${Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(",")}}`;
}

const selects = (select: Select | undefined) => (select ? named(select("")) : undefined);
const without = (labels: Labels, gone: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !(key in gone)));
const claims = new RegExp(nodePods(tested));

/** Names of a measure with this project's exporters, and with MSK's. */
const names = measureNames.flatMap((measure) => {
  const [own, msk] = [selects(tested.measures[measure]), selects(testedOnMsk.measures[measure])];
  return own && msk && measure !== "groupLag" ? [{ own, msk }] : [];
});

/** A volume as the node exporter of its host has it: the claim's name stands for the broker. */
function ofHost(persistentvolumeclaim = ""): Labels {
  return { kafka_role: hostRole, mountpoint: "/kafka/datalogs", pod: persistentvolumeclaim };
}

function translated(series: string): Named | undefined {
  const { metric, labels } = named(series);
  const { persistentvolumeclaim } = labels;
  if (persistentvolumeclaim !== undefined && !claims.test(persistentvolumeclaim)) return undefined;
  const found = names.find(
    ({ own }) =>
      own.metric === metric &&
      (persistentvolumeclaim !== undefined ||
        Object.entries(own.labels).every(([key, value]) => labels[key] === value)),
  );
  if (!found) return { metric, labels };
  const { namespace = "", kafka_cluster = tested.cluster, ...own } = labels;
  const kept = persistentvolumeclaim === undefined ? without(own, found.own.labels) : ofHost(persistentvolumeclaim);
  return { metric: found.msk.metric, labels: { namespace, kafka_cluster, ...kept, ...found.msk.labels } };
}

/** The lag of all partitions of a group on a topic: MSK gives the sum. */
function lag(series: Series): Series {
  const sums = new Map<string, string>();
  for (const [name, value] of Object.entries(series)) {
    const { metric, labels } = named(name);
    if (metric !== "kafka_consumergroup_lag") continue;
    const { consumergroup = "", partition: _, kafka_role: __, ...rest } = labels;
    const key = text({
      metric: "kafka_consumer_group_ConsumerLagMetrics_Value",
      labels: { ...rest, kafka_role: "broker", groupId: consumergroup, name: "SumOffsetLag" },
    });
    sums.set(key, sums.has(key) ? added(sums.get(key) ?? "", value) : value);
  }
  return Object.fromEntries(sums);
}

/** Adds values that do not change; a partition without a commit has none. */
function added(first: string, second: string): string {
  const [[a = 0, times = 0], [b = 0]] = [first, second].map((values) => values.split("x").map(Number)) as [
    number[],
    number[],
  ];
  return `${a + Math.max(0, b)}x${times}`;
}

/** A case in the names that MSK's exporters have for its series. */
export function onMsk({ series, after, fires }: Case): Case {
  const others = Object.entries(series).filter(([name]) => named(name).metric !== "kafka_consumergroup_lag");
  const renamed = others.flatMap(([name, value]) => {
    const found = translated(name);
    return found ? [{ name, value, found }] : [];
  });
  const [first] = renamed;
  const changed = first && {
    gone: without(named(first.name).labels, first.found.labels),
    come: without(first.found.labels, named(first.name).labels),
  };
  const firing = ({ labels, value }: Firing): Firing => {
    if (labels["persistentvolumeclaim"] !== undefined)
      return { labels: ofHost(labels["persistentvolumeclaim"]), value };
    if (labels["pod"]?.startsWith("a pod")) return { labels: { ...labels, pod: "a broker that is missing" }, value };
    if (labels["kafka_role"] === undefined || !changed) return { labels, value };
    return { labels: { ...without(labels, changed.gone), ...changed.come }, value };
  };
  return {
    series: { ...Object.fromEntries(renamed.map(({ found, value }) => [text(found), value])), ...lag(series) },
    after,
    // Without an operator there are no resources that could not be ready.
    fires: fires
      .filter(({ labels }) => labels["name"] === undefined)
      .filter(
        (one) => one.labels["persistentvolumeclaim"] === undefined || claims.test(one.labels["persistentvolumeclaim"]),
      )
      .map(firing),
  };
}
