import type { Workload } from "../kubernetes/workload.js";
import type { Process } from "./process.js";

/** What quotas, sizing, network policies and monitors ask of a process. */
export function workloadOf({ name, title, labels, replicas, given, storage = [], flows, metrics }: Process): Workload {
  const { cpu, cpuLimit, memory, memoryLimit } = given;
  return {
    name: title ?? name,
    labels,
    replicas: replicas ?? 1,
    requests: { cpu, memory },
    limits: { ...(cpuLimit !== undefined && { cpu: cpuLimit }), memory: memoryLimit ?? memory },
    storage: storage.reduce((sum, { size }) => sum + size, 0),
    ...(storage.length > 0 && { volumes: storage.length }),
    flows: flows ?? [],
    ...(metrics && { metrics }),
  };
}
