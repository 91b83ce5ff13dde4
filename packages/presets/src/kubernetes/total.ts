import { coresInWords, sizeInWords } from "./quantity.js";
import type { Workload } from "./workload.js";

/** What pods can ask for that a quota counts. */
export type Countable = "cpu" | "memory" | "storage";

/** What each pod of a workload asks for: CPU in cores, memory and volumes in MiB. Of memory it is the limit, where that is more: a quota counts both. */
export function eachAsks({ requests, limits, storage }: Workload, of: Countable): number {
  if (of === "storage") return storage * 1024;
  return of === "cpu" ? requests.cpu : Math.max(requests.memory, limits.memory);
}

/** What all pods of the workloads ask for together, in the same units. */
export function allAsk(workloads: readonly Workload[], of: Countable): number {
  const sum = workloads.reduce((total, workload) => total + workload.replicas * eachAsks(workload, of), 0);
  return Number(sum.toFixed(3)); // thousandths of a core add up exactly
}

/** An amount for people: `7.5 CPU`, `48 GiB`. */
export function inWords(amount: number, of: Countable): string {
  return of === "cpu" ? `${coresInWords(amount)} CPU` : sizeInWords(amount);
}

/** The sum with its parts, as `3 × 2 CPU (brokers) + 1 × 0.5 CPU (topics Job) = 6.5 CPU`. */
export function arithmetic(workloads: readonly Workload[], of: Countable): string {
  const parts = workloads
    .filter((workload) => workload.replicas > 0 && eachAsks(workload, of) > 0)
    .map((workload) => `${workload.replicas} × ${inWords(eachAsks(workload, of), of)} (${workload.name})`);
  return `${parts.join(" + ") || "nothing"} = ${inWords(allAsk(workloads, of), of)}`;
}
