import type { KubernetesPart } from "@streamform/core";
import {
  IntOrString,
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Flow, Peer } from "../../../kubernetes/workload.js";
import type { networkPoliciesSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { waysIn } from "./ways-in.js";

type Part = KubernetesPart<typeof networkPoliciesSpec, typeof uses>;

/**
 * Nobody may connect to any pod of the namespace, but by the policy of each workload. The kubelet needs none for its probes.
 *
 * Source: Kubernetes documentation, network policies: "Traffic to and from the node where a Pod is running is always allowed".
 */
export function kubernetes(part: Part): void {
  const { chart, spec, namespace, uses: used } = part;
  new KubeNetworkPolicy(chart, "default-deny", {
    metadata: { name: "default-deny" },
    spec: { podSelector: {}, policyTypes: spec.egress ? ["Ingress", "Egress"] : ["Ingress"] },
  });
  for (const workload of used.workloads) {
    const ways = waysIn(workload, part);
    if (ways.length === 0) continue;
    const name = policyName(workload.name);
    new KubeNetworkPolicy(chart, name, {
      metadata: {
        name,
        annotations: { "kubernetes.io/description": ways.map(({ port, what }) => `${port}: ${what}`).join("; ") },
      },
      spec: {
        podSelector: { matchLabels: { ...workload.labels } },
        policyTypes: ["Ingress"],
        ingress: ways.map((way) => rule(way, namespace)),
      },
    });
  }
  if (spec.egress) egress(part, spec.egress);
}

/** A workload's name as that of an object: `Cruise Control` becomes `cruise-control`. */
export function policyName(workload: string): string {
  return workload
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function rule({ port, from }: Flow, namespace: string): NetworkPolicyIngressRule {
  return { from: from.map((peer) => peerOf(peer, namespace)), ports: [tcp(port)] };
}

const tcp = (port: number) => ({ protocol: "TCP", port: IntOrString.fromNumber(port) });
/** The label that Kubernetes gives every namespace. */
const inNamespace = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });

function peerOf(peer: Peer, own: string): NetworkPolicyPeer {
  if ("cidr" in peer) return { ipBlock: { cidr: peer.cidr } };
  const byLabels = "labels" in peer && Object.keys(peer.labels).length > 0;
  const podSelector = byLabels ? { podSelector: { matchLabels: { ...peer.labels } } } : {};
  const namespace = peer.namespace ?? (byLabels ? undefined : own);
  return { ...podSelector, ...(namespace === undefined ? {} : { namespaceSelector: inNamespace(namespace) }) };
}

/** Where the agent of EKS Pod Identity on each node hands a pod's role to it, and to no other. Source: Amazon EKS User Guide, EKS Pod Identity agent. */
const podIdentityAgent = "169.254.170.23/32";

/** Pods may connect to DNS at any address, to the EKS Pod Identity agent, to each other, and to the peers in the spec. */
function egress({ chart, namespace }: Part, { to }: NonNullable<Part["spec"]["egress"]>): void {
  const port = IntOrString.fromNumber(53);
  const rules: NetworkPolicyEgressRule[] = [
    { ports: ["TCP", "UDP"].map((protocol) => ({ protocol, port })) },
    { to: [{ namespaceSelector: inNamespace(namespace) }] },
    { to: [{ ipBlock: { cidr: podIdentityAgent } }], ports: [tcp(80)] },
    ...Object.values(to).map(({ cidrs, ports }) => ({
      to: cidrs.map((cidr) => ({ ipBlock: { cidr } })),
      ports: ports.map(tcp),
    })),
  ];
  new KubeNetworkPolicy(chart, "egress", {
    metadata: {
      name: "egress",
      annotations: {
        "kubernetes.io/description": ["DNS", "the namespace", "EKS Pod Identity", ...Object.keys(to)].join("; "),
      },
    },
    spec: { podSelector: {}, policyTypes: ["Egress"], egress: rules },
  });
}
