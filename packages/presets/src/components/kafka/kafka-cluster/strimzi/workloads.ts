import type { Flow, Peer, Workload } from "../../../../kubernetes/workload.js";
import { ports } from "../exports.js";
import { outsideAddresses } from "../outside.js";
import type { DescribeCluster } from "../part.js";
import { cruiseControlGiven, hasCruiseControl } from "./cruise-control.js";
import { entityOperatorGiven } from "./entity-operator.js";
import { metricsPort } from "./metrics.js";
import { cruiseControlLabels, entityOperatorLabels, operatorLabels, poolLabels } from "./names.js";

/** Port by which the operator asks a node how it is. Source: Strimzi's KafkaCluster. */
const agentPort = 8443;
/** REST API of Cruise Control. */
const cruiseControlPort = 9090;

/** The pods that Strimzi creates, and their allowed peers: the rules of Strimzi's own NetworkPolicies, with named clients. */
export function workloads(part: DescribeCluster): Workload[] {
  const { spec, exports } = part;
  const labels = {
    brokers: poolLabels(exports, "broker"),
    controllers: poolLabels(exports, "controller"),
    entityOperator: entityOperatorLabels(exports),
    cruiseControl: cruiseControlLabels(exports),
  };
  const nodes: Peer[] = [{ labels: labels.brokers }, { labels: labels.controllers }];
  const operator: Peer = { labels: operatorLabels, namespace: exports.operatorNamespace };
  const entityOperator: Peer = { labels: labels.entityOperator };
  const isBalanced = hasCruiseControl(spec);
  const agent: Flow = { port: agentPort, what: "state of the node", from: [operator] };
  return [
    {
      name: "brokers",
      labels: labels.brokers,
      replicas: spec.brokers.replicas,
      requests: { cpu: spec.brokers.cpu, memory: spec.brokers.memory },
      limits: { cpu: spec.brokers.cpuLimit, memory: spec.brokers.memory },
      storage: spec.brokers.volumeSize,
      flows: [
        {
          port: ports.replication,
          what: "replication between brokers, and Strimzi's own clients",
          from: [...nodes, operator, entityOperator, ...(isBalanced ? [{ labels: labels.cruiseControl }] : [])],
        },
        agent,
        ...clientFlows(part),
      ],
      metrics: { ...metricsPort, of: "broker" },
    },
    {
      name: "controllers",
      labels: labels.controllers,
      replicas: spec.controllers.replicas,
      requests: { cpu: spec.controllers.cpu, memory: spec.controllers.memory },
      limits: { cpu: spec.controllers.cpuLimit, memory: spec.controllers.memory },
      storage: spec.controllers.volumeSize,
      flows: [{ port: ports.controller, what: "quorum and metadata", from: [...nodes, operator] }, agent],
      metrics: { ...metricsPort, of: "controller" },
    },
    {
      name: "entity operator",
      labels: labels.entityOperator,
      replicas: 1,
      requests: { cpu: 2 * entityOperatorGiven.cpu, memory: 2 * entityOperatorGiven.memory },
      limits: { memory: 2 * entityOperatorGiven.memory },
      storage: 0,
      flows: [],
    },
    ...(isBalanced
      ? [
          {
            name: "Cruise Control",
            labels: labels.cruiseControl,
            replicas: 1,
            requests: cruiseControlGiven,
            limits: { memory: cruiseControlGiven.memory },
            storage: 0,
            flows: [{ port: cruiseControlPort, what: "rebalances", from: [operator, entityOperator] }],
            metrics: { ...metricsPort, of: "cruise-control" as const },
          },
        ]
      : []),
  ];
}

/** Pods of the environment's namespace and those that the spec names; from outside, clients and the load balancers' health checks. */
function clientFlows({ spec }: DescribeCluster): Flow[] {
  const from: Peer[] = [
    { namespace: undefined },
    ...Object.values(spec.clients).map(({ namespace, labels }) =>
      Object.keys(labels).length > 0 ? { labels, namespace } : { namespace },
    ),
  ];
  const outside = outsideAddresses(spec);
  return [
    { port: ports.scram, what: "clients with a password", from },
    { port: ports.mtls, what: "clients with a certificate", from },
    ...(outside.length > 0
      ? [{ port: ports.external, what: "clients outside the cluster", from: outside.map((cidr) => ({ cidr })) }]
      : []),
  ];
}
