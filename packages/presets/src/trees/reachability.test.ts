import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import type { Pod } from "./pod.js";
import { letsIn, type PolicySpec, type Source } from "./reachability.js";

const pod: Pod = {
  name: "broker-0",
  namespace: "kafka",
  maker: "StatefulSet broker",
  labels: { app: "broker" },
  ports: [{ name: "scram", number: 9092 }],
  requests: { cpu: 1, memory: 1024 },
  limits: { cpu: undefined, memory: 1024 },
  storage: 0,
  hosts: [],
  secrets: [],
  configMaps: [],
};
const policy = (spec: PolicySpec, namespace = "kafka"): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "policy", namespace },
  spec,
});
const deny = policy({ podSelector: {}, policyTypes: ["Ingress"] });
const orders: Source = { namespace: "shop", labels: { app: "orders" } };
const inShop = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } };
const from = (...peers: NonNullable<NonNullable<PolicySpec["ingress"]>[number]["from"]>) =>
  policy({
    podSelector: { matchLabels: { app: "broker" } },
    policyTypes: ["Ingress"],
    ingress: [{ from: peers, ports: [{ protocol: "TCP", port: 9092 }] }],
  });
const reach = (source: Source, ...policies: readonly Manifest[]) => letsIn(policies, source, pod, 9092);

describe("what network policies let in", () => {
  it("is everything where none selects the pod, and nothing where one does without a rule", () => {
    expect(reach(orders)).toBe(true);
    expect(reach(orders, policy({ podSelector: {}, policyTypes: ["Egress"] }))).toBe(true);
    expect(reach(orders, policy({ podSelector: {} }, "elsewhere"))).toBe(true);
    expect(reach(orders, deny)).toBe(false);
  });

  it("adds up over all policies", () => {
    expect(reach(orders, deny, from(inShop))).toBe(true);
    expect(letsIn([deny, from(inShop)], orders, pod, 9093)).toBe(false);
  });

  it("asks for labels and namespace together where both are named, and for the pod's own namespace where none is", () => {
    const both = { ...inShop, podSelector: { matchLabels: { app: "orders" } } };
    expect(reach(orders, from(both))).toBe(true);
    expect(reach({ ...orders, labels: {} }, from(both))).toBe(false);
    expect(reach({ ...orders, namespace: "elsewhere" }, from(both))).toBe(false);
    const own = { podSelector: { matchLabels: { app: "orders" } } };
    expect(reach(orders, from(own))).toBe(false);
    expect(reach({ ...orders, namespace: "kafka" }, from(own))).toBe(true);
  });

  it("knows addresses by their block, and pods by no address", () => {
    const block = from({ ipBlock: { cidr: "10.1.0.0/16", except: ["10.1.2.0/24"] } });
    expect(reach({ address: "10.1.255.1" }, block)).toBe(true);
    expect(reach({ address: "10.2.0.1" }, block)).toBe(false);
    expect(reach({ address: "10.1.2.3" }, block)).toBe(false);
    expect(reach(orders, block)).toBe(false);
    expect(reach({ address: "198.51.100.7" }, from({ ipBlock: { cidr: "0.0.0.0/0" } }))).toBe(true);
  });

  it("is anybody where a rule names nobody, on the port that a name stands for", () => {
    const open = policy({ podSelector: {}, ingress: [{ ports: [{ port: "scram" }] }] });
    expect(reach(orders, open)).toBe(true);
    expect(letsIn([open], orders, pod, 9093)).toBe(false);
  });
});
