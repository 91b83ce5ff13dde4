import type { Peer, Workload } from "../../../../kubernetes/workload.js";
import { ports } from "../exports.js";
import { outsideAddresses } from "../outside.js";
import type { DescribeCluster } from "../part.js";
import { labelsOf, metricsPorts, type Role, zookeeperPorts } from "./names.js";
import { volumesOf } from "./volumes.js";

type Part = Pick<DescribeCluster, "spec" | "exports">;

/** The pods of the cluster, and who may connect to which of their ports. */
export function workloads(part: Part): Workload[] {
  const { spec, exports } = part;
  const pods = (role: Role): Peer => ({ labels: labelsOf(exports, role) });
  const clients: Peer[] = [
    { namespace: undefined },
    ...Object.values(spec.clients).map(
      ({ namespace, labels }): Peer => (Object.keys(labels).length === 0 ? { namespace } : { namespace, labels }),
    ),
  ];
  return [
    {
      ...workload(part, "broker", "brokers", spec.brokers),
      flows: [
        { port: ports.replication, what: "replication between brokers", from: [pods("broker")] },
        { port: ports.scram, what: "clients with passwords", from: clients },
        { port: ports.mtls, what: "clients with certificates", from: clients },
        ...(spec.external === undefined
          ? []
          : [
              {
                port: ports.external,
                what: "clients outside the cluster",
                from: outsideAddresses(spec).map((cidr) => ({ cidr })),
              },
            ]),
      ],
    },
    spec.metadata === "kraft"
      ? {
          ...workload(part, "controller", "controllers", spec.controllers),
          flows: [{ port: ports.controller, what: "the metadata quorum", from: [pods("controller"), pods("broker")] }],
        }
      : {
          ...workload(part, "zookeeper", "ZooKeeper", spec.zookeeper),
          flows: [
            { port: zookeeperPorts.client, what: "brokers to ZooKeeper", from: [pods("broker")] },
            { port: zookeeperPorts.quorum, what: "followers to their leader", from: [pods("zookeeper")] },
            { port: zookeeperPorts.election, what: "elections of a leader", from: [pods("zookeeper")] },
          ],
        },
  ];
}

interface Asked {
  readonly replicas: number;
  readonly cpu: number;
  readonly cpuLimit?: number | undefined;
  readonly memory: number;
}

function workload({ spec, exports }: Part, role: Role, name: string, asked: Asked): Omit<Workload, "flows"> {
  const volumes = volumesOf(spec, role);
  return {
    name,
    labels: labelsOf(exports, role),
    replicas: asked.replicas,
    requests: { cpu: asked.cpu, memory: asked.memory },
    limits: { cpu: asked.cpuLimit, memory: asked.memory },
    storage: volumes.reduce((sum, { size }) => sum + size, 0),
    volumes: volumes.length,
    metrics: { port: metricsPorts[role], portName: "metrics", of: role },
  };
}
