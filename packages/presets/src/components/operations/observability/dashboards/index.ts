import { hashOf } from "../../../../hash.js";
import { isMeasured } from "../../../../kafka/metrics/measures.js";
import type { Scope } from "../alerts/alert.js";
import { measured } from "../alerts/alert.js";
import { lagOf } from "../alerts/consumer-lag.js";
import type { ObservabilitySpec } from "../spec.js";
import { connectRows } from "./connect.js";
import { type Dashboard, dashboardJson, type Row, type Variable } from "./dashboard.js";
import { kafkaRows } from "./kafka.js";
import { kraftRows } from "./kraft.js";
import { lagRows } from "./lag.js";
import { shown } from "./panels.js";
import { zookeeperRows } from "./zookeeper.js";

/** Grafana's identifiers have 40 characters at most, and two environments may share a Grafana. */
function uidOf({ cluster, namespace }: Scope, name: string): string {
  return hashOf([namespace, cluster, name].join("/"), 20);
}

/** The rows with queries that can be measured. Queries without their measure, and empty panels and rows, are left out. */
function measuredRows(rows: readonly Row[]): Row[] {
  return rows
    .map((row) => ({
      ...row,
      panels: row.panels
        .map((panel) => ({ ...panel, queries: panel.queries.filter(({ expression }) => isMeasured(expression)) }))
        .filter(({ queries }) => queries.length > 0),
    }))
    .filter(({ panels }) => panels.length > 0);
}

/** The dashboards of an environment, by name: Kafka, its metadata servers, consumer lag if it is measured, and Kafka Connect if there is one. */
export function dashboardsOf(spec: Pick<ObservabilitySpec, "alerts">, scope: Scope): Readonly<Record<string, object>> {
  const view = shown(spec, scope);
  const { of, series } = measured(scope, 0);
  const podsOf = (role: "broker" | "controller" | "zookeeper" | "connect"): Variable => ({
    name: "pod",
    label: role === "broker" && scope.node === "broker" ? "Broker" : "Pod",
    query: `label_values(up{${of(role)}}, pod)`,
  });
  const exporter = of("lag-exporter");
  const byExporter = scope.expected["lag-exporter"] !== undefined;
  const groups = byExporter ? `kafka_consumergroup_members{${exporter}}` : lagOf(series)(of());
  const topics = byExporter ? `kafka_topic_partitions{${exporter}}` : lagOf(series)(of());
  const dashboards: Readonly<Record<string, Omit<Dashboard, "uid" | "title"> & { readonly about: string }>> = {
    kafka: {
      about: "Kafka",
      description: "Health, throughput, latency, replication, storage and JVM of the brokers.",
      variables: [podsOf("broker")],
      rows: kafkaRows(view),
    },
    kraft: {
      about: "KRaft",
      description: "The controllers' quorum, and how brokers follow it.",
      variables: [podsOf("controller")],
      rows: kraftRows(view),
    },
    zookeeper: {
      about: "ZooKeeper",
      description: "The ensemble, and what brokers see of it.",
      variables: [podsOf("zookeeper")],
      rows: zookeeperRows(view),
    },
    "consumer-lag": {
      about: "Consumer lag",
      description: "How far groups are behind, and whether they catch up.",
      variables: [
        { name: "group", label: "Group", query: `label_values(${groups}, consumergroup)` },
        { name: "topic", label: "Topic", query: `label_values(${topics}, topic)` },
      ],
      rows: lagRows(view),
    },
    connect: {
      about: "Kafka Connect",
      description: "Workers, and the state of their connectors and tasks.",
      variables: [podsOf("connect")],
      rows: connectRows(view),
    },
  };
  return Object.fromEntries(
    Object.entries(dashboards)
      .filter(([, { variables }]) => variables.every(({ query }) => isMeasured(query)))
      .map(([name, { about, rows, ...dashboard }]) => [
        name,
        dashboardJson({
          uid: uidOf(scope, name),
          title: `${about} / ${scope.cluster}`,
          ...dashboard,
          rows: measuredRows(rows),
        }),
      ]),
  );
}
