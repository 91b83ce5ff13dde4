import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { z } from "zod";
import { type Workload, workloads } from "./workload.js";

const podsSpec = z.strictObject({ list: z.array(z.custom<Workload>()) });

/** A component that brings the workloads that its spec lists: `pods: { list: [workload("brokers", { replicas: 3 })] }`. */
export const pods = defineComponent({
  name: "pods",
  title: "Pods for tests",
  spec: podsSpec,
  contributes: [contribute(workloads, ({ spec }: DescribePart<typeof podsSpec>) => spec.list)],
});

/** A workload of one pod of 1 CPU and 1 GiB, with a label of its own, unless a test says otherwise. */
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
