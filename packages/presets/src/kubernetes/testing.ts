import { contribute, defineComponent } from "@streamform/core";
import { z } from "zod";
import { type Workload, workloads } from "./workload.js";

/** A component, with the key `pods`, that brings these workloads. */
export function podsOf(list: readonly Workload[]) {
  return defineComponent({
    name: "pods",
    title: "Pods for tests",
    spec: z.strictObject({}),
    contributes: [contribute(workloads, () => list)],
  });
}

/** A workload of one pod with 1 CPU, 1 GiB and its own label, by default. */
export function workload(name: string, differing: Partial<Workload> = {}): Workload {
  return {
    name,
    labels: { app: name },
    replicas: 1,
    requests: { cpu: 1, memory: 1024 },
    limits: { memory: differing.requests?.memory ?? 1024 },
    storage: 0,
    flows: [],
    ...differing,
  };
}
