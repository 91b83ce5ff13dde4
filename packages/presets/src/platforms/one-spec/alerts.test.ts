import { describe, expect, it } from "vitest";
import { type Compiled, withEachKafka } from "./testing.js";

const compiled = withEachKafka({
  kubernetes: { eksCluster: "acme" },
  externalSecrets: {},
  secretStores: {},
  topics: { orders: { partitions: 6, replicationFactor: 3 } },
  lagExporter: {},
  observability: {},
});

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
}

/** Alerts by name: when they fire, and what they are worth. */
function alertsOf({ manifests }: Compiled) {
  const rules = manifests("observability").filter(({ kind }) => kind === "PrometheusRule") as unknown as readonly {
    readonly spec: { readonly groups: readonly { readonly rules: readonly Rule[] }[] };
  }[];
  const alerts = rules.flatMap(({ spec }) => spec.groups.flatMap((group) => group.rules));
  return Object.fromEntries(
    alerts.flatMap(({ alert, expr, for: lasting, labels: { severity } }) =>
      alert === undefined ? [] : [[alert, { threshold: /[<>=]=? (-?[\d.]+)$/.exec(expr)?.[1], lasting, severity }]],
    ),
  );
}

/** Amazon runs controllers and pods, and MSK's exporters serve brokers only. */
const notOnMsk = [
  "KafkaActiveControllers",
  "KafkaOfflinePartitions",
  "KafkaUncleanLeaderElection",
  "KafkaBrokersFenced",
  "KafkaVersionsMixed",
  "KafkaLeadersUnbalanced",
  "KafkaGcTimeHigh",
  "KafkaGcPausesLong",
  "KafkaThreadsDeadlocked",
  "KafkaFileDescriptorsLow",
  "KafkaPodRestarting",
  "KafkaPodOutOfMemory",
  "KafkaControllerDown",
  "KafkaQuorumWithoutLeader",
  "KafkaControllerElections",
  "KafkaMetadataErrors",
  "KafkaMetadataLagHigh",
  "KafkaControllerQueueSlow",
  "KafkaCertificateExpiring",
];

/** What the lag exporter, a client of the Kafka, and the cluster's own metrics tell. */
const elsewhere = [
  "KafkaLagExporterDown",
  "KafkaConsumerLagHigh",
  "KafkaConsumerLagCritical",
  "KafkaConsumerLagGrowing",
  "KafkaConsumerGroupStuck",
  "KafkaConsumerGroupEmpty",
  "KafkaRecordsExpireUnread",
  "KafkaBackupTooOld",
  "KafkaTopicsOrUsersNotApplied",
];

describe.each(compiled.slice(1))("alerts with $name", ({ name, compiled: other }) => {
  const [{ compiled: strimzi }] = compiled as [(typeof compiled)[0]];
  const all = alertsOf(strimzi);
  const expected = Object.keys(all).filter((alert) => {
    if (name === "an existing Kafka") return elsewhere.includes(alert);
    return !(name.startsWith("Amazon MSK") && notOnMsk.includes(alert));
  });

  it("are those with Strimzi, but for what nothing measures there", () => {
    expect(Object.keys(all).length).toBeGreaterThan(50);
    expect(Object.keys(alertsOf(other))).toEqual(expected);
  });

  it("fire at the same threshold, after the same time, with the same severity", () => {
    expect(alertsOf(other)).toEqual(Object.fromEntries(expected.map((alert) => [alert, all[alert]])));
  });
});

it.each(compiled)("the diagram of $name shows what Prometheus gets metrics from", ({ name, compiled: { plan } }) => {
  const sources = plan.chapters
    .flatMap(({ diagram }) => diagram.edges)
    .filter(({ to }) => to === "prometheus")
    .map(({ from }) => from);
  expect(sources).toEqual([...(name === "an existing Kafka" ? [] : ["kafka"]), "lag-exporter"]);
});
