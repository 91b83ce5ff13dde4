import { contribute, type DescribePart, defineComponent, provide } from "@streamform/core";
import { z } from "zod";
import { byJob } from "../../../kafka/by-job/index.js";
import { type Kafka, kafka } from "../../../kafka/kafka.js";
import { ownMetrics } from "../../../kafka/metrics/own-metrics.js";
import { programsFor } from "../../../kafka/programs.js";
import { topicDefaults } from "../../../kafka/testing.js";
import { type Workload, workloads } from "../../../kubernetes/workload.js";
import { kafkaUser } from "../../../versions/strimzi.js";
import { versions } from "../../../versions/versions.js";
import { topics } from "../../clients/topics/index.js";
import { byStrimzi } from "../../kafka/kafka-cluster/strimzi/behaviour.js";
import { strimziMetrics } from "../../kafka/kafka-cluster/strimzi/kafka-metrics.js";
import { strimziKinds } from "../../kafka/strimzi-operator/kinds.js";
import { lagExporter } from "../lag-exporter/index.js";
import { observability } from "./index.js";

const fakeSpec = z.strictObject({
  engine: z.enum(["strimzi", "statefulset"]).default("strimzi"),
  metadata: z.enum(["kraft", "zookeeper"]).default("kraft"),
  silent: z.boolean().default(false),
  connect: z.boolean().default(false),
});
type FakePart = DescribePart<typeof fakeSpec>;

/** A cluster of either engine, as other components see it: only the pods' labels differ. */
const fakeCluster = defineComponent({
  name: "fake-cluster",
  title: "Fake cluster",
  kinds: strimziKinds,
  spec: fakeSpec,
  provides: [
    provide(
      kafka,
      ({ spec }: FakePart): Kafka => ({
        version: "4.3.1",
        brokers: 3,
        zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
        listeners: [
          {
            name: "mtls",
            protocol: "SSL",
            port: 9093,
            bootstrapServers: "test-kafka-bootstrap.test.svc:9093",
            trust: { secret: "kafka-ca", key: "ca.crt" },
          },
        ],
        defaults: topicDefaults,
        tieredStorage: false,
        storage: 300,
        ...(spec.engine === "strimzi" ? byStrimzi : byJob),
        programs: {
          ...programsFor(versions.entries, "4.3.1"),
          tools: { version: "4.3.1", image: "quay.io/strimzi/kafka:1.2.0-kafka-4.3.1", user: kafkaUser },
        },
        operator:
          spec.engine === "strimzi"
            ? { namespace: "strimzi", labels: { "strimzi.io/kind": "cluster-operator" } }
            : undefined,
        metrics: spec.engine === "strimzi" ? strimziMetrics("strimzi") : ownMetrics,
        clusterName: "test",
        adminCertificate: { secret: "test-admin", certificate: "tls.crt", privateKey: "tls.key" },
      }),
    ),
  ],
  contributes: [
    contribute(workloads, ({ spec: { engine, metadata, silent, connect } }: FakePart): Workload[] => {
      const pods = (of: "broker" | "controller" | "zookeeper" | "connect"): Workload => ({
        name: of,
        labels: engine === "strimzi" ? { "strimzi.io/pool-name": of } : { "app.kubernetes.io/component": of },
        replicas: 3,
        requests: { cpu: 1, memory: 1024 },
        limits: { memory: 1024 },
        storage: 10,
        flows: [],
        ...(silent ? {} : { metrics: { port: 9404, portName: "tcp-prometheus", of } }),
      });
      return [
        pods("broker"),
        pods(metadata === "kraft" ? "controller" : "zookeeper"),
        ...(connect ? [pods("connect")] : []),
      ];
    }),
  ],
});

/** What an environment of the tests is made of. */
export const all = [fakeCluster, topics, lagExporter, observability];
export const environment = (spec: object = {}, cluster: object = {}) => ({
  kubernetes: { namespace: "kafka" },
  fakeCluster: cluster,
  lagExporter: {},
  observability: spec,
});

/** Expressions of a dashboard's panels, with a value for each of Grafana's variables. */
export function queriesOf(dashboard: object): string[] {
  const { panels } = dashboard as { panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[] };
  return panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr.replaceAll("$__rate_interval", "5m").replaceAll(/\$(pod|topic|group)\b/g, ".*")),
  );
}

const words = new Set(
  [
    "abs absent by clamp_min count delta deriv group_left increase label_replace max min min_over_time offset on or and unless predict_linear rate sum",
    "time topk vector without ignoring bool",
  ].flatMap((line) => line.split(" ")),
);

/** Names of the metrics in an expression. Names of recording rules contain a colon. */
export function metricsOf(expression: string): string[] {
  const bare = expression
    .replace(/"(\\.|[^"\\])*"/g, '""')
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\boffset \d+[smhd]/g, "")
    .replace(/\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)/g, "");
  return [...new Set(bare.match(/[a-zA-Z_][a-zA-Z0-9_:]*/g) ?? [])].filter(
    (word) => !words.has(word) && !/^\d/.test(word),
  );
}

/** A metric as an expression selects it, with the matchers that ask for one value. */
export interface Selector {
  readonly metric: string;
  readonly matchers: Readonly<Record<string, string>>;
}

export function selectorsOf(expression: string): Selector[] {
  return [...expression.matchAll(/([a-zA-Z_:][\w:]*)\{((?:"(?:\\.|[^"\\])*"|[^}"])*)\}/g)].map(
    ([, metric = "", matchers = ""]) => ({
      metric,
      matchers: Object.fromEntries(
        [...matchers.matchAll(/(\w+)="((?:\\.|[^"\\])*)"/g)].map(([, label = "", value = ""]) => [label, value]),
      ),
    }),
  );
}
