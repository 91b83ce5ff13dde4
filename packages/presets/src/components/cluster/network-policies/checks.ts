import { BlockList } from "node:net";
import { type Check, type CheckPart, defineCheck } from "@streamform/core";
import type { Workload } from "../../../kubernetes/workload.js";
import type { networkPoliciesSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof networkPoliciesSpec;
type Uses = typeof uses;

/** Whether whatever bears the other's labels is selected by these. */
function selects({ labels }: Workload, other: Workload): boolean {
  return Object.entries(labels).every(([key, value]) => other.labels[key] === value);
}

const policyOfOthers = defineCheck<Spec, Uses>({
  code: "SF2861",
  title: "Pods that another workload's policy opens",
  severity: "error",
  because: "Policies add up: what is let through to the one is let through to the other as well.",
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
    "Operators' pods in the namespace and brokers that ask for their zone talk to the Kubernetes API on port 443, and do not start to work without.",
  instead: "Name the API server's addresses, those of the cluster's subnets, under `egress.to` with port 443.",
  source: "Kubernetes documentation, network policies; Amazon EKS User Guide, cluster endpoint",
  run: ({ spec: { egress }, at }) =>
    egress === undefined || Object.values(egress.to).some(({ ports }) => ports.includes(443))
      ? []
      : [at("egress", "nothing on port 443 may be connected to")],
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
    "S3 answers at public addresses on port 443, through a gateway endpoint as well: a policy that names private ones alone keeps every backup from it, and every segment that brokers would move there, until their volumes are full. Whether public ones are S3's is not known here.",
  instead:
    "Name S3's addresses in the bucket's region under `egress.to` with port 443, from AWS's ip-ranges.json; where S3 has an interface endpoint in the VPC, say so with `ignore`.",
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
      : [at("egress", "no public address may be connected to on port 443")],
});

const openToEverybody = defineCheck<Spec, Uses>({
  code: "SF2864",
  title: "Pods that every address may connect to",
  severity: "warning",
  because: "Nothing but passwords and certificates stands between the brokers and whoever finds the load balancer.",
  instead: "Name the networks that clients connect from: `kafkaCluster.external.sources`.",
  source: "Kubernetes documentation, network policies: ipBlock",
  run: ({ uses: { workloads }, at }) =>
    workloads.flatMap(({ name, flows }) =>
      flows
        .filter(({ from }) => from.some((peer) => "cidr" in peer && peer.cidr.endsWith("/0")))
        .map(({ port }) => at([], `port ${port} of ${name} is open to every address`)),
    ),
});

export const checks: readonly Check<CheckPart<Spec, Uses>>[] = [
  policyOfOthers,
  apiServerOutOfReach,
  backupsOutOfReach,
  openToEverybody,
];
