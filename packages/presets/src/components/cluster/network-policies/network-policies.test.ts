import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { podsOf, workload } from "../../../kubernetes/testing.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { compileObject, diagnose } from "../../../testing.js";
import { kafkaCluster } from "../../kafka/kafka-cluster/index.js";
import { backup } from "../../operations/backup/index.js";
import { users } from "../../clients/users/index.js";
import { certificates } from "../certificates/index.js";
import { secretStores } from "../secret-stores/index.js";
import { networkPolicies } from "./index.js";

const namespaceOf = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});
const port = (number: number) => ({ protocol: "TCP", port: number });

const policies = (list: readonly Workload[], spec: object = {}): ReadonlyMap<string, Manifest> => {
  const { manifests } = compileObject({ networkPolicies: spec, pods: {} }, networkPolicies, podsOf(list));
  return new Map(manifests("network-policies").map((manifest) => [manifest.metadata.name, manifest]));
};
const ingress = (differing: Partial<Workload>, spec: object = {}) => {
  const found = policies([workload("Cruise Control", differing)], spec).get("cruise-control");
  return (found?.spec as { ingress?: unknown } | undefined)?.ingress;
};

describe("network policies", () => {
  it("let nobody in by default, and bound what goes out only where that is asked for", () => {
    expect([...policies([workload("topics Job")])]).toMatchObject([
      ["default-deny", { spec: { podSelector: {}, policyTypes: ["Ingress"] } }],
    ]);
    expect(policies([], { egress: {} }).get("default-deny")?.spec).toEqual({
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
    });
  });

  it("select the workload's pods and say what passes", () => {
    const flows = [{ port: 9091, what: "replication between brokers", from: [{ labels: { app: "broker" } }] }];
    const policy = policies([workload("brokers", { labels: { app: "broker" }, flows })]).get("brokers");
    expect(policy?.metadata.annotations).toEqual({ "kubernetes.io/description": "9091: replication between brokers" });
    expect(policy?.spec).toEqual({
      podSelector: { matchLabels: { app: "broker" } },
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "broker" } } }], ports: [port(9091)] }],
    });
  });

  it("know pods by labels and namespace, whole namespaces, and addresses", () => {
    const from = [
      { labels: { app: "orders" }, namespace: "shop" },
      { namespace: "billing" },
      { namespace: undefined },
      { labels: {} },
      { cidr: "10.0.0.0/8" },
    ];
    expect(ingress({ flows: [{ port: 9092, what: "clients", from }] })).toEqual([
      {
        from: [
          { ...namespaceOf("shop"), podSelector: { matchLabels: { app: "orders" } } },
          namespaceOf("billing"),
          namespaceOf("streaming"),
          namespaceOf("streaming"),
          { ipBlock: { cidr: "10.0.0.0/8" } },
        ],
        ports: [port(9092)],
      },
    ]);
  });

  it("open no port to everybody where nobody is named", () => {
    expect(ingress({ flows: [{ port: 9092, what: "clients", from: [] }] })).toBeUndefined();
  });

  it("open the metrics to what reads them, and to nothing else", () => {
    const metrics = { port: 9404, portName: "metrics", of: "broker" } as const;
    expect(ingress({ metrics })).toEqual([{ from: [namespaceOf("monitoring")], ports: [port(9404)] }]);
    const monitoring = { namespace: "watch", labels: { app: "prometheus" } };
    expect(ingress({ metrics }, { monitoring })).toEqual([
      { from: [{ ...namespaceOf("watch"), podSelector: { matchLabels: { app: "prometheus" } } }], ports: [port(9404)] },
    ]);
  });

  it("let out to DNS, within the namespace, to the agent for their AWS role, and to what the spec names", () => {
    const to = { "api-server": { cidrs: ["10.0.0.0/16"], ports: [443] } };
    expect(policies([], { egress: { to } }).get("egress")?.spec).toEqual({
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          ports: [
            { protocol: "TCP", port: 53 },
            { protocol: "UDP", port: 53 },
          ],
        },
        { to: [namespaceOf("streaming")] },
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [port(80)] },
        { to: [{ ipBlock: { cidr: "10.0.0.0/16" } }], ports: [port(443)] },
      ],
    });
    expect(policies([]).get("egress")).toBeUndefined();
  });

  it("tell the reader who may connect to what", () => {
    const from = [
      { cidr: "10.0.0.0/8" },
      { labels: { app: "brokers" } },
      { namespace: undefined },
      { labels: { app: "orders" }, namespace: "shop" },
    ];
    const list = [workload("brokers", { flows: [{ port: 9094, what: "clients", from }] })];
    const { plan } = compileObject({ networkPolicies: {}, pods: {} }, networkPolicies, podsOf(list));
    const chapter = plan.chapters.find(({ component }) => component === "network-policies");
    expect(chapter?.tables[0]?.rows).toEqual([
      ["brokers", "9094", "clients", "10.0.0.0/8; brokers; all pods of the namespace; pods with app=orders of shop"],
    ]);
  });
});

describe("checks", () => {
  const found = (spec: object, ...list: readonly Workload[]) =>
    diagnose({ networkPolicies: spec, pods: {} }, networkPolicies, podsOf(list)).map(
      ({ code, path, message }) => `${code} ${path} ${message}`,
    );
  const brokers = workload("brokers", { labels: { app: "kafka", role: "broker" } });

  it("refuse labels that select another workload's pods", () => {
    expect(found({}, brokers, workload("exporter", { labels: { app: "kafka" } }))).toEqual([
      "SF2861 networkPolicies the labels of exporter select the pods of brokers too",
    ]);
    expect(found({}, brokers, workload("exporter", { labels: { app: "kafka", role: "exporter" } }))).toEqual([]);
  });

  it("warn of a client that is let in anyway", () => {
    const clients = { own: { namespace: "streaming", labels: { app: "x" } }, other: { namespace: "shop" } };
    const environment = { networkPolicies: {}, kafkaCluster: { zones: ["eu-central-1a"], clients } };
    expect(
      diagnose(environment, networkPolicies, kafkaCluster)
        .filter(({ code }) => code === "SF2862")
        .map(({ path }) => path),
    ).toEqual(["kafkaCluster.clients.own.namespace"]);
  });

  it("warn of pods that can reach no API server", () => {
    expect(found({ egress: {} })).toEqual(["SF2863 networkPolicies.egress egress allows no address on port 443"]);
    expect(found({ egress: { to: { api: { cidrs: ["10.0.0.0/16"], ports: [443] } } } })).toEqual([]);
    expect(found({})).toEqual([]);
  });

  it("warn of backups that no public address is opened to, where S3 would be", () => {
    const environment = (cidrs: readonly string[], ports = [443]) => ({
      kubernetesKafka: {},
      kubernetes: { eksCluster: "acme" },
      backup: {},
      networkPolicies: { egress: { to: { api: { cidrs: ["10.0.0.0/16"], ports: [443] }, s3: { cidrs, ports } } } },
    });
    const warned = (...parameters: Parameters<typeof environment>) =>
      diagnose(environment(...parameters), networkPolicies, kubernetesKafka, backup)
        .filter(({ code }) => code === "SF2865")
        .map(({ path }) => path);
    expect(warned(["172.16.0.0/12"])).toEqual(["networkPolicies.egress"]);
    expect(warned(["52.219.168.0/24"], [80])).toEqual(["networkPolicies.egress"]);
    expect(warned(["52.219.168.0/24"])).toEqual([]);
    expect(warned(["0.0.0.0/0"])).toEqual([]);
    expect(found({ egress: { to: { api: { cidrs: ["10.0.0.0/16"], ports: [443] } } } })).toEqual([]);
    const tiered = {
      kubernetes: { eksCluster: "acme" },
      networkPolicies: environment(["172.16.0.0/12"]).networkPolicies,
      kafkaCluster: { zones: ["eu-central-1a"], image: "registry.example.com/kafka:1", tieredStorage: {} },
    };
    expect(diagnose(tiered, networkPolicies, kafkaCluster).map(({ code }) => code)).toContain("SF2865");
  });

  it("warn of ports that are open to every address", () => {
    const open = (cidr: string) => workload("brokers", { flows: [{ port: 9094, what: "outside", from: [{ cidr }] }] });
    expect(found({}, open("0.0.0.0/0"))).toEqual([
      "SF2864 networkPolicies port 9094 of brokers is open to every address",
    ]);
    expect(found({}, open("10.0.0.0/8"))).toEqual([]);
  });

  it("refuse a namespace that has a user's credentials and may not connect", () => {
    const environmentWith = (clients: object) => ({
      certificates: {},
      secretStores: {},
      networkPolicies: {},
      kafkaCluster: { zones: ["eu-central-1a"], clients },
      users: { shop: { namespaces: ["shop"] } },
    });
    const told = (clients: object) =>
      diagnose(environmentWith(clients), certificates, secretStores, kafkaCluster, users, networkPolicies)
        .filter(({ code }) => code === "SF2866")
        .map(({ path, message }) => `${path} ${message}`);
    expect(told({})).toEqual(["users no broker takes connections from shop"]);
    expect(told({ shop: { namespace: "shop" } })).toEqual([]);
  });
});
