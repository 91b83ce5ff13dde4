import { BlockList } from "node:net";
import { type Check, type CheckPart, defineCheck } from "@streamform/core";
import type { Workload } from "../../../kubernetes/workload.js";
import type { networkPoliciesSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof networkPoliciesSpec;
type Uses = typeof uses;

/** Whether these labels select every pod with the other labels. */
function selects({ labels }: Workload, other: Workload): boolean {
  return Object.entries(labels).every(([key, value]) => other.labels[key] === value);
}

const policyOfOthers = defineCheck<Spec, Uses>({
  code: "SF2861",
  title: "Pods that another workload's policy also selects",
  severity: "error",
  because: "Network policies add up. A connection that is allowed to one workload is also allowed to the other.",
  instead: "Give the pods of each workload a label that the others do not have.",
  source: "Kubernetes documentation, network policies: policies are additive",
  run: ({ uses: { workloads }, at }) =>
    workloads.flatMap((workload) =>
      workloads
        .filter((other) => other !== workload && selects(workload, other))
        .map((other) => at([], `the labels of ${workload.name} select the pods of ${other.name} too`)),
    ),
});

const apiServerOutOfReach = defineCheck<Spec, Uses>({
  code: "SF2863",
  title: "Pods that cannot reach the API server",
  severity: "warning",
  because:
    "Operator pods in the namespace, and brokers that look up their zone, call the Kubernetes API on port 443. Without it they do not start working.",
  instead: "Name the API server's addresses, those of the cluster's subnets, under `egress.to` with port 443.",
  source: "Kubernetes documentation, network policies; Amazon EKS User Guide, cluster endpoint",
  run: ({ spec: { egress }, at }) =>
    egress === undefined || Object.values(egress.to).some(({ ports }) => ports.includes(443))
      ? []
      : [at("egress", "egress allows no address on port 443")],
});

/** Addresses that no service of AWS answers at but through an endpoint in the VPC. Source: RFC 1918 and RFC 6598. */
const privateAddresses = new BlockList();
privateAddresses.addSubnet("10.0.0.0", 8);
privateAddresses.addSubnet("172.16.0.0", 12);
privateAddresses.addSubnet("192.168.0.0", 16);
privateAddresses.addSubnet("100.64.0.0", 10);

const backupsOutOfReach = defineCheck<Spec, Uses>({
  code: "SF2865",
  title: "Backups or tiered segments that cannot reach S3",
  severity: "warning",
  because:
    "S3 has public addresses on port 443, even through a gateway endpoint. A policy that allows only private addresses blocks every backup, and blocks every segment that brokers move to S3 until their volumes are full. Streamform cannot tell whether a public address belongs to S3.",
  instead:
    "Name S3's addresses in the bucket's region under `egress.to` with port 443, from AWS's ip-ranges.json. If the VPC has an interface endpoint for S3, say so under `ignore`.",
  source: "Amazon S3 User Guide, AWS PrivateLink for Amazon S3: types of VPC endpoints; AWS IP address ranges",
  run: ({ spec: { egress }, uses: { backup, kafka }, at }) =>
    egress === undefined ||
    // Brokers that are pods move their segments themselves.
    (backup === undefined && !(kafka?.tieredStorage && kafka.clusterName !== undefined)) ||
    Object.values(egress.to).some(
      ({ cidrs, ports }) =>
        ports.includes(443) && cidrs.some((cidr) => !privateAddresses.check(cidr.split("/")[0] ?? "")),
    )
      ? []
      : [at("egress", "egress allows no public address on port 443")],
});

const openToEverybody = defineCheck<Spec, Uses>({
  code: "SF2864",
  title: "Pods that accept connections from every address",
  severity: "warning",
  because:
    "Anyone who finds the load balancer can connect to the brokers. Only passwords and certificates protect them.",
  instead: "List the networks of the clients in `kafkaCluster.external.sources`.",
  source: "Kubernetes documentation, network policies: ipBlock",
  run: ({ uses: { workloads }, at }) =>
    workloads.flatMap(({ name, flows }) =>
      flows
        .filter(({ from }) => from.some((peer) => "cidr" in peer && peer.cidr.endsWith("/0")))
        .map(({ port }) => at([], `port ${port} of ${name} is open to every address`)),
    ),
});

const usersOutOfReach = defineCheck<Spec, Uses>({
  code: "SF2866",
  title: "A namespace with a user's credentials whose pods cannot reach the brokers",
  severity: "error",
  because: "The brokers' network policy drops the connections of the namespace: its clients time out.",
  instead: "Add the namespace to `kafkaCluster.clients`.",
  source: "Kubernetes documentation, network policies: namespaceSelector",
  run: ({ uses: { users, workloads }, atRoot }) => {
    const brokers = workloads.filter(({ metrics }) => metrics?.of === "broker");
    if (brokers.length === 0) return [];
    const peers = brokers.flatMap(({ flows }) => flows.flatMap(({ from }) => from));
    return (users?.otherNamespaces ?? [])
      .filter(({ namespace }) => !peers.some((peer) => "namespace" in peer && peer.namespace === namespace))
      .map(({ namespace }) => atRoot("users", `no broker takes connections from ${namespace}`));
  },
});

export const checks: readonly Check<CheckPart<Spec, Uses>>[] = [
  policyOfOthers,
  apiServerOutOfReach,
  backupsOutOfReach,
  openToEverybody,
  usersOutOfReach,
];
