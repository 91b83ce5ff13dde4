import {
  codeSpan,
  type Diagram,
  type Endpoint,
  type Fact,
  type Precondition,
  type Step,
  type Summary,
  workloadKubectl,
} from "@streamform/core";
import { coresInWords, sizeInWords } from "../../../kubernetes/quantity.js";
import { replicationOf } from "./configuration.js";
import { ports } from "./exports.js";
import type { DescribeCluster, Engine } from "./part.js";
import { describeTieredStorage, tieredStorageDiagram } from "./tiered-storage/describe.js";

type Nodes = DescribeCluster["spec"]["brokers" | "controllers" | "zookeeper"];

const engineNames = { strimzi: "Strimzi", statefulset: "StatefulSets" } as const;

export function summary(part: DescribeCluster, engine: Engine): Summary {
  const tiered = describeTieredStorage(part);
  return {
    facts: [...facts(part), ...tiered.facts],
    endpoints: endpoints(part),
    preconditions: [...preconditions(part), ...(engine.preconditions?.(part) ?? []), ...tiered.preconditions],
    steps: [administrator(part), ...(engine.steps?.(part) ?? []), ...tiered.steps],
  };
}

/** Cores, memory and heap of each, as `2 CPU, 16 GiB (heap 8 GiB)`. */
function computeOf({ cpu, memory, heap }: Nodes): string {
  return `${coresInWords(cpu)} CPU, ${sizeInWords(memory)} (heap ${sizeInWords(heap)})`;
}

function facts({ spec, exports, uses: { certificates } }: DescribeCluster): Fact[] {
  const { brokers, controllers, zookeeper } = spec;
  const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
  const zones = spec.zones.length === 1 ? "one zone" : `${spec.zones.length} zones`;
  return [
    { label: "Cluster", value: exports.cluster },
    { label: "Run by", value: engineNames[spec.engine] },
    { label: "Kafka", value: spec.kafkaVersion },
    {
      label: "Brokers",
      value: `${brokers.replicas} in ${zones}: ${computeOf(brokers)}, ${brokers.volumeSize} GiB each`,
    },
    spec.metadata === "kraft"
      ? {
          label: "Controllers",
          value: `${controllers.replicas}: ${computeOf(controllers)}, ${controllers.volumeSize} GiB each`,
        }
      : {
          label: "ZooKeeper",
          value: `${zookeeper.replicas}: ${computeOf(zookeeper)}, ${zookeeper.dataVolumeSize + zookeeper.logVolumeSize} GiB each`,
        },
    { label: "New topics", value: `${replicationFactor} replicas, ${minInsyncReplicas} in sync for acks=all` },
    {
      label: "Certificates",
      value: certificates ? `by cert-manager's ${certificates.issuer.kind} ${certificates.issuer.name}` : "by Strimzi",
    },
  ];
}

function endpoints({ spec, exports: { bootstrapHost } }: DescribeCluster): Endpoint[] {
  const scram = "SASL_SSL SCRAM-SHA-512";
  return [
    { name: "Kafka (scram)", protocol: scram, port: ports.scram, address: bootstrapHost },
    { name: "Kafka (mtls)", protocol: "SSL", port: ports.mtls, address: bootstrapHost },
    ...(spec.external
      ? [
          {
            name: "Kafka (scram, outside the cluster)",
            protocol: scram,
            port: ports.external,
            address: `bootstrap.${spec.external.domain}`,
          },
        ]
      : []),
  ];
}

function preconditions({ spec, environment }: DescribeCluster): Precondition[] {
  return [
    {
      title: `Nodes in ${spec.zones.map((zone) => codeSpan(zone)).join(", ")}`,
      text: `With the label \`topology.kubernetes.io/zone\`, and at least as many as brokers: no two brokers share a node.`,
    },
    ...(spec.external
      ? [
          {
            title: "The AWS Load Balancer Controller and External DNS",
            text: `Run in the cluster; External DNS may write records below ${codeSpan(spec.external.domain)} of the account ${codeSpan(environment.aws.accountId)}.`,
          },
        ]
      : []),
  ];
}

/** How a person comes in as the super user, with either engine. */
function administrator({ environment, exports }: DescribeCluster): Step {
  const { adminCertificate: mine, trust, bootstrapHost } = exports;
  const kubectl = `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
  const read = (secret: string, key: string) =>
    `${kubectl} get secrets ${secret} --output jsonpath='{.data.${key.replaceAll(".", "\\.")}}' | base64 --decode`;
  return {
    when: "operation",
    title: "Log in as the administrator",
    text: `From a pod of the namespace, with these files and \`security.protocol=SSL\`, \`ssl.keystore.type=PEM\`, \`ssl.keystore.location=admin.pem\`${trust ? ", `ssl.truststore.type=PEM`, `ssl.truststore.location=ca.crt`" : ""} in a properties file for \`--command-config\`, the Kafka tools have all rights at ${codeSpan(`${bootstrapHost}:${ports.mtls}`)}. So does anyone who can read the Secret ${codeSpan(mine.secret)}.`,
    commands: [
      `(umask 077; (${read(mine.secret, mine.privateKey)}; ${read(mine.secret, mine.certificate)}) > admin.pem)`,
      ...(trust ? [`${read(trust.secret, trust.key)} > ca.crt`] : []),
    ],
  };
}

/** Brokers by zone, what keeps the metadata, and who comes in where. */
export function diagram(part: DescribeCluster): Diagram {
  const { spec, exports } = part;
  const tiered = tieredStorageDiagram(part);
  const group = "Kubernetes";
  const clients = Object.entries(spec.clients).map(([name, { namespace }]) => ({
    id: `client-${name}`,
    label: `${name} (${namespace})`,
  }));
  const isKraft = spec.metadata === "kraft";
  const zones = spec.zones.slice(0, spec.brokers.replicas);
  const brokers = zones.map((zone, index) => {
    const count = Math.ceil((spec.brokers.replicas - index) / spec.zones.length);
    return { id: `brokers-${zone}`, label: `${count} × broker, ${zone}`, group };
  });
  const inside = `scram ${ports.scram}`;
  return {
    nodes: [
      { id: "kafka", label: `${exports.cluster}: ${inside}, mtls ${ports.mtls}`, group },
      ...brokers,
      {
        id: "metadata",
        label: isKraft ? `${spec.controllers.replicas} × controller` : `${spec.zookeeper.replicas} × ZooKeeper`,
        group,
      },
      ...(exports.engine === "strimzi" ? [{ id: "strimzi", label: "Strimzi operator", group }] : []),
      ...clients,
      ...(spec.external ? [{ id: "outside", label: "Clients outside the cluster" }] : []),
      ...tiered.nodes,
    ],
    edges: [
      ...brokers.flatMap(({ id }) => [
        { from: "kafka", to: id },
        { from: id, to: "metadata" },
      ]),
      ...(exports.engine === "strimzi" ? [{ from: "strimzi", to: "kafka", label: "runs" }] : []),
      ...clients.map(({ id }) => ({ from: id, to: "kafka", label: inside })),
      ...(spec.external
        ? [{ from: "outside", to: "kafka", label: `${spec.external.scheme} load balancers, scram ${ports.external}` }]
        : []),
      ...tiered.edges,
    ],
  };
}
