import { cpuQuantity, sizeQuantity } from "../../../../kubernetes/quantity.js";

/** What a container is given, CPU in cores and memory in MiB; its memory is never more than it asked for. */
export interface Given {
  readonly cpu: number;
  readonly cpuLimit?: number | undefined;
  readonly memory: number;
}

export function resourcesOf({ cpu, cpuLimit, memory }: Given) {
  return {
    requests: { cpu: cpuQuantity(cpu), memory: sizeQuantity(memory) },
    limits: { ...(cpuLimit !== undefined && { cpu: cpuQuantity(cpuLimit) }), memory: sizeQuantity(memory) },
  };
}

/** JVM options for a heap in MiB that is allocated at the start. */
export function heapOf(mebibytes: number) {
  const size = mebibytes % 1024 === 0 ? `${mebibytes / 1024}g` : `${mebibytes}m`;
  return { "-Xms": size, "-Xmx": size };
}
