import { createHash } from "node:crypto";
import type { Scope } from "../alerts/alert.js";
import { measured } from "../alerts/alert.js";
import type { ObservabilitySpec } from "../spec.js";
import { connectRows } from "./connect.js";
import { type Dashboard, dashboardJson, type Variable } from "./dashboard.js";
import { kafkaRows } from "./kafka.js";
import { kraftRows } from "./kraft.js";
import { lagRows } from "./lag.js";
import { shown } from "./panels.js";
import { zookeeperRows } from "./zookeeper.js";

/** Grafana's identifiers have 40 characters at most, and two environments may share a Grafana. */
function uidOf({ cluster, namespace }: Scope, name: string): string {
  return createHash("sha256").update([namespace, cluster, name].join("/")).digest("hex").slice(0, 20);
}

/** The dashboards of an environment by name: Kafka, what keeps its metadata, consumer lag where somebody measures it, and Kafka Connect where there is one. */
export function dashboardsOf(spec: Pick<ObservabilitySpec, "alerts">, scope: Scope): Readonly<Record<string, object>> {
  const view = shown(spec, scope);
  const { of } = measured(scope, 0);
  const podsOf = (role: "broker" | "controller" | "zookeeper" | "connect"): Variable => ({
    name: "pod",
    label: "Pod",
    query: `label_values(up{${of(role)}}, pod)`,
  });
  const exporter = of("lag-exporter");
  const made = (name: string, rest: Omit<Dashboard, "uid" | "title"> & { readonly about: string }) => {
    const { about, ...dashboard } = rest;
    return [
      name,
      dashboardJson({ uid: uidOf(scope, name), title: `${about} / ${scope.cluster}`, ...dashboard }),
    ] as const;
  };
  const metadata =
    scope.expected.zookeeper === undefined
      ? made("kraft", {
          about: "KRaft",
          description: "The controllers' quorum, and how brokers follow it.",
          variables: [podsOf("controller")],
          rows: kraftRows(view),
        })
      : made("zookeeper", {
          about: "ZooKeeper",
          description: "The ensemble, and what brokers see of it.",
          variables: [podsOf("zookeeper")],
          rows: zookeeperRows(view),
        });
  const lag = made("consumer-lag", {
    about: "Consumer lag",
    description: "How far groups are behind, and whether they catch up.",
    variables: [
      { name: "group", label: "Group", query: `label_values(kafka_consumergroup_members{${exporter}}, consumergroup)` },
      { name: "topic", label: "Topic", query: `label_values(kafka_topic_partitions{${exporter}}, topic)` },
    ],
    rows: lagRows(view),
  });
  return Object.fromEntries([
    made("kafka", {
      about: "Kafka",
      description: "Health, throughput, latency, replication, storage and JVM of the brokers.",
      variables: [podsOf("broker")],
      rows: kafkaRows(view),
    }),
    metadata,
    ...(scope.expected["lag-exporter"] === undefined ? [] : [lag]),
    ...(scope.expected.connect === undefined
      ? []
      : [
          made("connect", {
            about: "Kafka Connect",
            description: "Workers, and how their connectors and tasks are.",
            variables: [podsOf("connect")],
            rows: connectRows(view),
          }),
        ]),
  ]);
}
