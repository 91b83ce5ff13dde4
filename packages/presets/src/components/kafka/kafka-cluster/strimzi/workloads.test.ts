import { defineComponent } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Peer, type Workload, workloads } from "../../../../kubernetes/workload.js";
import { compileObject } from "../../../../testing.js";
import { kafkaCluster } from "../index.js";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

/** The workloads that a cluster by the name of `events` adds to the environment. */
function workloadsOf(spec: object = {}): ReadonlyMap<string, Workload> {
  let found: readonly Workload[] = [];
  const reader = defineComponent({
    name: "reader",
    title: "Reader of the workloads",
    spec: z.strictObject({}),
    uses: { workloads },
    exports: ({ uses }) => {
      found = uses.workloads;
      return {};
    },
  });
  compileObject({ name: "events", kafkaCluster: { zones, ...spec }, reader: {} }, kafkaCluster, reader);
  return new Map(found.map((workload) => [workload.name, workload]));
}

const from = (workload: Workload | undefined, port: number): readonly Peer[] | undefined =>
  workload?.flows.find((flow) => flow.port === port)?.from;

const operator: Peer = { labels: { "strimzi.io/kind": "cluster-operator" }, namespace: "strimzi" };
const pool = (name: string): Peer => ({
  labels: { "strimzi.io/cluster": "events", "strimzi.io/pool-name": name },
});
const named = (name: string): Peer => ({ labels: { "strimzi.io/cluster": "events", "strimzi.io/name": name } });

describe("the workloads of a Kafka by Strimzi", () => {
  it("are all the pods that the operator makes, with what they ask for", () => {
    const brokers = { replicas: 6, cpu: 2, cpuLimit: 4, memory: "16GiB", volumeSize: "500GiB" };
    const found = workloadsOf({ brokers });
    expect([...found.keys()]).toEqual(["brokers", "controllers", "entity operator", "Cruise Control"]);
    expect(found.get("brokers")).toMatchObject({
      replicas: 6,
      requests: { cpu: 2, memory: 16384 },
      limits: { cpu: 4, memory: 16384 },
      storage: 500,
    });
    expect(found.get("controllers")).toMatchObject({ replicas: 3, storage: 20 });
    for (const { requests, limits } of found.values()) expect(limits.memory).toBe(requests.memory);
    expect([...workloadsOf({ cruiseControl: false }).keys()]).not.toContain("Cruise Control");
  });

  it("let brokers replicate from each other, and Strimzi's own clients in", () => {
    expect(from(workloadsOf().get("brokers"), 9091)).toEqual([
      pool("broker"),
      pool("controller"),
      operator,
      named("events-entity-operator"),
      named("events-cruise-control"),
    ]);
  });

  it("let nobody but nodes and the operator at the controllers", () => {
    const controllers = workloadsOf().get("controllers");
    expect(controllers?.flows.map(({ port }) => port)).toEqual([9090, 8443]);
    expect(from(controllers, 9090)).toEqual([pool("broker"), pool("controller"), operator]);
    expect(from(controllers, 8443)).toEqual([operator]);
  });

  it("let clients of the own namespace and of those in the spec in, by label where there is one", () => {
    const clients = {
      ingest: { namespace: "ingest", labels: { app: "ingest" } },
      reports: { namespace: "reports" },
    };
    const brokers = workloadsOf({ clients }).get("brokers");
    for (const port of [9092, 9093])
      expect(from(brokers, port)).toEqual([
        { namespace: undefined },
        { namespace: "ingest", labels: { app: "ingest" } },
        { namespace: "reports" },
      ]);
  });

  it("let addresses outside in where there is a listener for them, and the load balancers' health checks", () => {
    expect(from(workloadsOf().get("brokers"), 9094)).toBeUndefined();
    const external = { domain: "kafka.acme.example", sources: ["203.0.113.0/24"], healthChecksFrom: ["10.1.0.0/16"] };
    expect(from(workloadsOf({ external }).get("brokers"), 9094)).toEqual([
      { cidr: "203.0.113.0/24" },
      { cidr: "10.1.0.0/16" },
    ]);
  });

  it("let the operators alone ask Cruise Control for a rebalance", () => {
    expect(from(workloadsOf().get("Cruise Control"), 9090)).toEqual([operator, named("events-entity-operator")]);
  });

  it("know the operator by the namespace that it stands in", () => {
    const controllers = workloadsOf({ strimzi: { operatorNamespace: "operators" } }).get("controllers");
    expect(from(controllers, 8443)).toEqual([{ ...operator, namespace: "operators" }]);
  });

  it("serve metrics where Strimzi puts the exporter", () => {
    const metrics = [...workloadsOf().values()].flatMap((workload) => workload.metrics ?? []);
    expect(metrics).toEqual(
      ["broker", "controller", "cruise-control"].map((of) => ({ port: 9404, portName: "tcp-prometheus", of })),
    );
  });
});
