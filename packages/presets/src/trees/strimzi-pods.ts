import type { Manifest } from "@streamform/core";
import type { Pod, Port } from "./pod.js";
import { cores, mebibytes } from "./quantities.js";

interface Resources {
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

interface Listener {
  readonly name: string;
  readonly port: number;
}

interface KafkaSpec {
  readonly kafka: { readonly listeners: readonly Listener[]; readonly metricsConfig?: unknown };
  readonly entityOperator?: {
    readonly topicOperator?: { readonly resources?: Resources };
    readonly userOperator?: { readonly resources?: Resources };
  };
  readonly cruiseControl?: { readonly resources?: Resources; readonly metricsConfig?: unknown };
  readonly kafkaExporter?: { readonly resources?: Resources };
}

interface PoolSpec {
  readonly replicas: number;
  readonly roles: readonly ("broker" | "controller")[];
  readonly resources?: Resources;
  readonly storage: { readonly size?: string; readonly volumes?: readonly { readonly size?: string }[] };
}

interface ConnectSpec {
  readonly replicas?: number;
  readonly resources?: Resources;
  readonly metricsConfig?: unknown;
}

const metrics: Port = { name: "tcp-prometheus", number: 9404 };
const restOf = (number: number): Port => ({ name: "rest-api", number });

/**
 * The pods that Strimzi's operators make of the objects, with the labels by which Services, policies and monitors select them and the ports
 * that their containers open.
 *
 * Source: Strimzi 1.2, cluster-operator: Labels.generateDefaultLabels, KafkaPool, KafkaCluster.getContainerPortList,
 * ListenersUtils.backwardsCompatiblePortName, EntityOperator, CruiseControl, KafkaExporter, KafkaConnectCluster, MetricsModel.
 */
export function strimziPods(objects: readonly Manifest[]): readonly Pod[] {
  const ofKind = (kind: string) =>
    objects.filter((object) => object.kind === kind && object.apiVersion.startsWith("kafka.strimzi.io/"));
  return [
    ...ofKind("Kafka").flatMap((kafka) => [
      ...ofKind("KafkaNodePool")
        .filter(({ metadata }) => isOf(kafka, metadata))
        .flatMap((pool) => nodes(kafka, pool)),
      ...helpers(kafka),
    ]),
    ...ofKind("KafkaMirrorMaker2").flatMap((mirror) => connectWorkers(mirror, "mirrormaker2", "kafka-mirror-maker-2")),
    ...ofKind("KafkaConnect").flatMap((connect) => connectWorkers(connect, "connect", "kafka-connect")),
  ];
}

function isOf(kafka: Manifest, metadata: Manifest["metadata"]): boolean {
  return (
    metadata.namespace === kafka.metadata.namespace && metadata.labels?.["strimzi.io/cluster"] === kafka.metadata.name
  );
}

/** Labels of all pods of a component: the resource's labels, except Kubernetes' recommended labels, and Strimzi's own. */
function labelsOf(
  { kind, metadata }: Manifest,
  name: string,
  type: string,
  asking = metadata,
): Readonly<Record<string, string>> {
  const passedOn = Object.entries(asking.labels ?? {}).filter(([key]) => !key.startsWith("app.kubernetes.io/"));
  return {
    ...Object.fromEntries(passedOn),
    "strimzi.io/cluster": metadata.name,
    "strimzi.io/kind": kind,
    "strimzi.io/name": name,
    "strimzi.io/component-type": type,
    "app.kubernetes.io/name": type,
    "app.kubernetes.io/instance": metadata.name,
    "app.kubernetes.io/managed-by": "strimzi-cluster-operator",
    "app.kubernetes.io/part-of": `strimzi-${metadata.name}`,
  };
}

function computeOf(...all: readonly (Resources | undefined)[]): Pick<Pod, "requests" | "limits"> {
  const sum = (of: (resources: Resources) => number | undefined) =>
    all.reduce<number | undefined>((total, resources) => {
      const value = of(resources ?? {});
      return total === undefined || value === undefined ? undefined : total + value;
    }, 0);
  return {
    requests: {
      cpu: sum((of) => cores(of.requests?.cpu)) ?? 0,
      memory: sum((of) => mebibytes(of.requests?.memory)) ?? 0,
    },
    limits: { cpu: sum((of) => cores(of.limits?.cpu)), memory: sum((of) => mebibytes(of.limits?.memory)) },
  };
}

/** Ids of a pool's nodes: the lowest ids in its annotation. */
export function nodeIds({ metadata, spec }: Manifest): readonly number[] {
  const [, first = "0"] = /^\[\s*(\d+)/.exec(metadata.annotations?.["strimzi.io/next-node-ids"] ?? "") ?? [];
  return Array.from({ length: (spec as PoolSpec).replicas }, (_, index) => Number(first) + index);
}

function nodes(kafka: Manifest, pool: Manifest): readonly Pod[] {
  const cluster = kafka.metadata.name;
  const { namespace } = kafka.metadata;
  const { kafka: spec } = kafka.spec as KafkaSpec;
  const { roles, resources, storage } = pool.spec as PoolSpec;
  const [isBroker, isController] = [roles.includes("broker"), roles.includes("controller")];
  const listeners = spec.listeners.map(({ name, port }) => ({ name: listenerPortName(name, port), number: port }));
  const ports: Port[] = [
    { name: "tcp-kafkaagent", number: 8443 },
    ...(isController ? [{ name: "tcp-ctrlplane", number: 9090 }] : []),
    ...(isBroker ? [{ name: "tcp-replication", number: 9091 }, ...listeners] : []),
    ...(spec.metricsConfig === undefined ? [] : [metrics]),
  ];
  return nodeIds(pool).map((id) => {
    const name = `${cluster}-${pool.metadata.name}-${id}`;
    return {
      name,
      namespace,
      maker: `KafkaNodePool ${pool.metadata.name}`,
      labels: {
        ...labelsOf(kafka, `${cluster}-kafka`, "kafka", pool.metadata),
        "strimzi.io/pool-name": pool.metadata.name,
        "strimzi.io/broker-role": String(isBroker),
        "strimzi.io/controller-role": String(isController),
        "strimzi.io/controller": "strimzipodset",
        "strimzi.io/controller-name": `${cluster}-${pool.metadata.name}`,
        "strimzi.io/pod-name": name,
      },
      ports,
      ...computeOf(resources),
      storage: [storage, ...(storage.volumes ?? [])].reduce((sum, { size }) => sum + (mebibytes(size) ?? 0), 0),
      hosts: isBroker ? [`${name}.${cluster}-kafka-brokers.${namespace}.svc`] : [],
      secrets: [],
      configMaps: [],
    };
  });
}

/** Names that older releases gave the ports of some listeners, and that newer ones keep. */
function listenerPortName(name: string, port: number): string {
  if (port === 9092 && name === "plain") return "tcp-clients";
  if (port === 9093 && name === "tls") return "tcp-clientstls";
  if (port === 9094 && name === "external") return "tcp-external";
  return `tcp-${name}`;
}

/** The entity operator, Cruise Control and the exporter of a cluster. */
function helpers(kafka: Manifest): readonly Pod[] {
  const { entityOperator, cruiseControl, kafkaExporter } = kafka.spec as KafkaSpec;
  const helper = (suffix: string, ports: readonly Port[], ...resources: readonly (Resources | undefined)[]): Pod => {
    const name = `${kafka.metadata.name}-${suffix}`;
    return {
      name,
      namespace: kafka.metadata.namespace,
      maker: `Kafka ${kafka.metadata.name}`,
      labels: labelsOf(kafka, name, suffix),
      ports,
      ...computeOf(...resources),
      storage: 0,
      hosts: [],
      secrets: [],
      configMaps: [],
    };
  };
  const { topicOperator, userOperator } = entityOperator ?? {};
  const operators = [
    ...(topicOperator ? [{ port: { name: "healthcheck-to", number: 8080 }, resources: topicOperator.resources }] : []),
    ...(userOperator ? [{ port: { name: "healthcheck-uo", number: 8081 }, resources: userOperator.resources }] : []),
  ];
  const withMetrics = (config: unknown) => (config === undefined ? [] : [metrics]);
  return [
    ...(operators.length > 0
      ? [
          helper(
            "entity-operator",
            operators.map(({ port }) => port),
            ...operators.map(({ resources }) => resources),
          ),
        ]
      : []),
    ...(cruiseControl
      ? [helper("cruise-control", [restOf(9090), ...withMetrics(cruiseControl.metricsConfig)], cruiseControl.resources)]
      : []),
    ...(kafkaExporter ? [helper("kafka-exporter", [metrics], kafkaExporter.resources)] : []),
  ];
}

/** Workers of Kafka Connect, and of MirrorMaker, which is made of them. */
function connectWorkers(object: Manifest, suffix: string, type: string): readonly Pod[] {
  const { replicas = 3, resources, metricsConfig } = object.spec as ConnectSpec;
  const set = `${object.metadata.name}-${suffix}`;
  return Array.from({ length: replicas }, (_, index) => ({
    name: `${set}-${index}`,
    namespace: object.metadata.namespace,
    maker: `${object.kind} ${object.metadata.name}`,
    labels: {
      ...labelsOf(object, set, type),
      "strimzi.io/controller": "strimzipodset",
      "strimzi.io/controller-name": set,
      "strimzi.io/pod-name": `${set}-${index}`,
    },
    ports: [restOf(8083), ...(metricsConfig === undefined ? [] : [metrics])],
    ...computeOf(resources),
    storage: 0,
    hosts: [],
    secrets: [],
    configMaps: [],
  }));
}
