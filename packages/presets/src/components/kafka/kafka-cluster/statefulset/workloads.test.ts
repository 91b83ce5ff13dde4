import { type DescribePart, defineComponent } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Workload, workloads } from "../../../../kubernetes/workload.js";
import { compileObject } from "../../../../testing.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";

/** What the cluster contributes, and nothing else. */
function contributed(spec: object): readonly Workload[] {
  let seen: readonly Workload[] = [];
  const spy = defineComponent({
    name: "spy",
    title: "Spy",
    spec: z.strictObject({}),
    uses: { workloads },
    kubernetes: ({ uses }: DescribePart<z.ZodType, { workloads: typeof workloads }>) => {
      seen = uses.workloads;
    },
  });
  compileObject(
    { spy: {}, certificates: {}, kafkaCluster: { engine: "statefulset", zones: ["eu-central-1a"], ...spec } },
    certificates,
    kafkaCluster,
    spy,
  );
  return seen;
}

describe("what StatefulSets contribute", () => {
  it("adds up to the sizes of the spec", () => {
    const sizes = contributed({
      kafkaVersion: "3.6.1",
      metadata: "zookeeper",
      brokers: { replicas: 5, cpuLimit: 4, volumeSize: "500GiB", logVolumeSize: "100GiB" },
    }).map(({ name, replicas, requests, limits, storage, volumes, metrics }) => ({
      name,
      replicas,
      requests,
      limits,
      storage,
      volumes,
      metrics: metrics?.port,
    }));
    expect(sizes).toEqual([
      {
        name: "brokers",
        replicas: 5,
        requests: { cpu: 2, memory: 16384 },
        limits: { cpu: 4, memory: 16384 },
        storage: 600,
        volumes: 2,
        metrics: 7071,
      },
      {
        name: "ZooKeeper",
        replicas: 3,
        requests: { cpu: 0.5, memory: 4096 },
        limits: { cpu: undefined, memory: 4096 },
        storage: 150,
        volumes: 2,
        metrics: 7070,
      },
    ]);
  });

  it("lets clients reach brokers, and nobody but brokers and themselves what keeps the metadata", () => {
    const [brokers, controllers] = contributed({
      external: { domain: "kafka.acme.example" },
      clients: { apps: { namespace: "apps", labels: { team: "ml" } }, lake: { namespace: "lake" } },
    });
    const from = (workload: Workload | undefined, port: number) =>
      workload?.flows.filter((flow) => flow.port === port).flatMap((flow) => flow.from);
    const role = (component: string) => ({
      labels: {
        "app.kubernetes.io/name": "kafka-cluster",
        "app.kubernetes.io/part-of": "test",
        "app.kubernetes.io/component": component,
      },
    });
    expect(from(brokers, 9092)).toEqual([
      { namespace: undefined },
      { namespace: "apps", labels: { team: "ml" } },
      { namespace: "lake" },
    ]);
    expect(from(brokers, 9094)).toEqual([{ cidr: "10.0.0.0/8" }]);
    expect(from(brokers, 9091)).toEqual([role("broker")]);
    expect(from(controllers, 9090)).toEqual([role("controller"), role("broker")]);
  });

  it("keeps ZooKeeper to the brokers and its own servers", () => {
    const [, zookeeper] = contributed({ kafkaVersion: "3.6.1", metadata: "zookeeper" });
    expect(
      zookeeper?.flows.map(({ port, from }) => [
        port,
        from.map((peer) => ("labels" in peer ? peer.labels["app.kubernetes.io/component"] : peer)),
      ]),
    ).toEqual([
      [2182, ["broker"]],
      [2888, ["zookeeper"]],
      [3888, ["zookeeper"]],
    ]);
  });
});
