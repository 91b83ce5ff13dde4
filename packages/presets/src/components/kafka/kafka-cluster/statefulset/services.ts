import { IntOrString, KubeService, type ServicePort } from "cdk8s-plus-29/lib/imports/k8s.js";
import { ports } from "../exports.js";
import type { KubernetesCluster } from "../part.js";
import { headlessOf, labelsOf, metricsPorts, type Role, zookeeperPorts } from "./names.js";

type Part = Pick<KubernetesCluster, "chart" | "exports" | "spec">;

/** Ports of brokers by name, as containers and Services have them. */
export function brokerPorts({ external }: Pick<KubernetesCluster["spec"], "external">): Record<string, number> {
  return {
    replication: ports.replication,
    scram: ports.scram,
    mtls: ports.mtls,
    ...(external === undefined ? {} : { external: ports.external }),
  };
}

export const controllerPorts = { controller: ports.controller };

/** Services of brokers: one to start from, and one that names each. */
export function brokerServices(part: Part): void {
  headless(part, "broker", brokerPorts(part.spec));
  const { scram, mtls } = ports;
  clusterService(part, "broker", part.exports.bootstrapService, { scram, mtls });
}

export function controllerServices(part: Part): void {
  headless(part, "controller", controllerPorts);
}

/** Services of ZooKeeper: one that names each server, one for its tools, one for its metrics. */
export function zookeeperServices(part: Part): void {
  const { cluster } = part.exports;
  headless(part, "zookeeper", zookeeperPorts);
  clusterService(part, "zookeeper", `${cluster}-zookeeper-client`, { client: zookeeperPorts.client });
  clusterService(part, "zookeeper", `${cluster}-zookeeper-metrics`, { metrics: metricsPorts.zookeeper });
}

/** Names pods before they are ready too: they have to find each other to become so, and clients a broker that leads already. */
function headless(part: Part, role: Role, list: Readonly<Record<string, number>>): void {
  const name = headlessOf(part.exports, role);
  const selector = labelsOf(part.exports, role);
  new KubeService(part.chart, name, {
    metadata: { name, labels: { ...selector } },
    spec: {
      type: "ClusterIP",
      clusterIp: "None",
      publishNotReadyAddresses: true,
      selector,
      ports: servicePorts(list),
    },
  });
}

function clusterService(part: Part, role: Role, name: string, list: Readonly<Record<string, number>>): void {
  const selector = labelsOf(part.exports, role);
  new KubeService(part.chart, name, {
    metadata: { name, labels: { ...selector } },
    spec: { type: "ClusterIP", selector, ports: servicePorts(list) },
  });
}

export function servicePorts(list: Readonly<Record<string, number>>): ServicePort[] {
  return Object.entries(list).map(([name, port]) => ({
    name,
    port,
    targetPort: IntOrString.fromString(name),
    protocol: "TCP",
  }));
}
