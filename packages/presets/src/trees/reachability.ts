import type { Manifest } from "@streamform/core";
import { type Pod, type Port, selects } from "./pod.js";

/** Whoever may try to connect: a pod somewhere, or an address outside the cluster. */
export type Source =
  | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly address: string };

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface PolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PolicySpec {
  readonly podSelector: Selector;
  readonly policyTypes?: readonly ("Ingress" | "Egress")[];
  readonly ingress?: readonly {
    readonly from?: readonly PolicyPeer[];
    readonly ports?: readonly { readonly protocol?: string; readonly port?: number | string }[];
  }[];
}

/**
 * Whether the NetworkPolicies let a source connect to a port of a pod. If none selects the pod, every source may connect; otherwise one policy must allow it.
 *
 * Source: Kubernetes documentation, network policies.
 */
export function letsIn(policies: readonly Manifest[], source: Source, pod: Pod, port: number): boolean {
  const own = policies.filter(({ metadata, spec }) => {
    const { podSelector, policyTypes = ["Ingress"] } = spec as PolicySpec;
    return (
      metadata.namespace === pod.namespace &&
      policyTypes.includes("Ingress") &&
      selects(podSelector.matchLabels, pod.labels)
    );
  });
  if (own.length === 0) return true;
  return own.some(({ metadata, spec }) =>
    ((spec as PolicySpec).ingress ?? []).some(
      ({ from = [], ports = [] }) =>
        (from.length === 0 || from.some((peer) => isPeer(peer, source, metadata.namespace))) &&
        (ports.length === 0 ||
          ports.some((entry) => entry.port === undefined || numberOf(entry.port, pod.ports) === port)),
    ),
  );
}

/** A port's number. A name refers to the container's port. */
export function numberOf(port: number | string, ports: readonly Port[]): number | undefined {
  return typeof port === "number" ? port : ports.find(({ name }) => name === port)?.number;
}

function isPeer(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  source: Source,
  own: string | undefined,
): boolean {
  if (ipBlock)
    return (
      "address" in source &&
      contains(ipBlock.cidr, source.address) &&
      !(ipBlock.except ?? []).some((cidr) => contains(cidr, source.address))
    );
  if ("address" in source) return false;
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector.matchLabels, { "kubernetes.io/metadata.name": source.namespace })
    : source.namespace === own;
  return inNamespace && selects(podSelector?.matchLabels, source.labels);
}

/** Whether an IPv4 address lies in a block. */
export function contains(cidr: string, address: string): boolean {
  const [network = "", length = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(length));
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
