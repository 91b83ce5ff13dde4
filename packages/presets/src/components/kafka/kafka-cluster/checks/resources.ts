import { defineCheck } from "@streamform/core";
import type { CheckCluster } from "../part.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { metadataKeeper } from "./quorum.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** Largest share of the memory for the heap. Threads, buffers, metaspace and the page cache need the rest. */
const largestShare = 0.75;

function rolesOf(spec: CheckCluster["spec"]) {
  return ["brokers", metadataKeeper(spec)] as const;
}

export const heapTooLarge = defineCheck<Spec, Uses>({
  code: "SF2804",
  title: "A heap of more than three quarters of the memory",
  severity: "error",
  because:
    "The JVM needs memory beside its heap, and the kernel kills a container above its limit. The remaining memory is the page cache, from which consumers read.",
  instead: "Give the heap at most half of the memory. Brokers seldom need a heap above 8 GiB.",
  source: "Apache Kafka documentation, operations: Java; Strimzi documentation, JVM options",
  run: ({ spec, at }) =>
    rolesOf(spec).flatMap((role) => {
      const { heap, memory } = spec[role];
      return heap > memory * largestShare
        ? [at([role, "heap"], `a heap of ${heap} MiB is ${Math.round((heap / memory) * 100)} % of ${memory} MiB`)]
        : [];
    }),
});

export const limitBelowRequest = defineCheck<Spec, Uses>({
  code: "SF2813",
  title: "A CPU limit below the request",
  severity: "error",
  because: "Kubernetes refuses a container whose CPU request is above its limit. It creates none of the pods.",
  instead: "Raise `cpuLimit`, or remove it. A broker without a limit is not slowed down while its node has spare CPU.",
  source: "Kubernetes documentation, resource management for Pods and containers",
  run: ({ spec, at }) =>
    rolesOf(spec).flatMap((role) => {
      const { cpu, cpuLimit } = spec[role];
      return cpuLimit !== undefined && cpuLimit < cpu
        ? [at([role, "cpuLimit"], `the limit is ${cpuLimit} CPU, but the request is ${cpu}`)]
        : [];
    }),
});
