import { type Check, type CheckPart, defineCheck } from "@streamform/core";
import type { z } from "zod";
import { allAsk, arithmetic, type Countable, eachAsks, inWords } from "../../../kubernetes/total.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { type kubernetesNamespaceSpec, limitsOf } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof kubernetesNamespaceSpec;
type Uses = typeof uses;

const countables = ["cpu", "memory", "storage"] as const satisfies readonly Countable[];

/** The quota's bound in the unit in which the sum is counted. */
function boundOf({ quota }: z.output<Spec>, of: Countable): number | undefined {
  const bound = quota?.[of];
  return bound === undefined || of !== "storage" ? bound : bound * 1024;
}

const quotaTooSmall = defineCheck<Spec, Uses>({
  code: "SF2851",
  title: "A quota smaller than what the environment asks for",
  severity: "error",
  because:
    "Kubernetes refuses pods and claims beyond the quota. The last pods to be created never start; after a restart these can be any pods. Only an event says why.",
  instead: "Raise the quota, or lower the requests of the pods.",
  source: "Kubernetes documentation, resource quotas",
  run: ({ spec, uses: { workloads }, at }) => {
    // A pod that takes another's place takes its claims: it needs none beside them.
    const claims = workloads.reduce(
      (sum, { replicas, storage, volumes = storage > 0 ? 1 : 0 }) => sum + replicas * volumes,
      0,
    );
    const { volumeClaims } = spec.quota ?? {};
    return [
      ...countables.flatMap((of) => {
        const bound = boundOf(spec, of);
        return bound === undefined || allAsk(workloads, of) <= bound
          ? []
          : [
              at(
                `quota.${of}`,
                `the pods request ${arithmetic(workloads, of)}, but the quota is ${inWords(bound, of)}`,
              ),
            ];
      }),
      ...(volumeClaims === undefined || claims <= volumeClaims
        ? []
        : [at("quota.volumeClaims", `the environment claims ${claims} volumes, but the quota is ${volumeClaims}`)]),
    ];
  },
});

const quotaWithoutRoom = defineCheck<Spec, Uses>({
  code: "SF2852",
  title: "A quota without room for one more pod",
  severity: "warning",
  because:
    "A rollout that starts the new pod first, one more broker, or a pod that hangs in termination needs room for an extra pod. Without it, the new pod waits for ever.",
  instead: "Leave room for the largest pod.",
  source: "Kubernetes documentation, resource quotas",
  run: ({ spec, uses: { workloads }, at }) =>
    (["cpu", "memory"] as const).flatMap((of) => {
      const bound = boundOf(spec, of);
      const [largest] = workloads.toSorted((one, other) => eachAsks(other, of) - eachAsks(one, of));
      if (bound === undefined || largest === undefined) return [];
      const sum = allAsk(workloads, of);
      const withOneMore = sum + eachAsks(largest, of);
      return sum > bound || withOneMore <= bound
        ? []
        : [
            at(
              `quota.${of}`,
              `the pods request ${inWords(sum, of)}, one more pod of ${largest.name} makes ${inWords(withOneMore, of)}, but the quota is ${inWords(bound, of)}`,
            ),
          ];
    }),
});

/** The requests of a workload that exceed the limits of a pod, with the limits' paths. */
function outOfBounds(
  { min, max }: NonNullable<ReturnType<typeof limitsOf>>,
  { name, requests, limits }: Workload,
): readonly (readonly [path: string, message: string])[] {
  return (["cpu", "memory"] as const).flatMap((of) => {
    const [least, most, limit] = [min?.[of], max?.[of], limits[of]];
    const below: [string, string][] =
      least !== undefined && requests[of] < least
        ? [[`limits.min.${of}`, `${name} ask for ${inWords(requests[of], of)}, less than ${inWords(least, of)}`]]
        : [];
    const asked = Math.max(requests[of], limit ?? 0);
    const above: [string, string][] =
      most !== undefined && asked > most
        ? [[`limits.max.${of}`, `${name} have ${inWords(asked, of)}, more than ${inWords(most, of)}`]]
        : [];
    return [...below, ...above];
  });
}

const podOutOfBounds = defineCheck<Spec, Uses>({
  code: "SF2853",
  title: "Pods outside the namespace's bounds",
  severity: "error",
  because: "Kubernetes refuses them: they never start.",
  instead: "Widen the bounds, or change what the pods ask for.",
  source: "Kubernetes documentation, limit ranges",
  run: ({ spec, uses: { workloads }, at }) => {
    const limits = limitsOf(spec);
    return limits
      ? workloads.flatMap((workload) => outOfBounds(limits, workload).map(([path, message]) => at(path, message)))
      : [];
  },
});

const boundsCross = defineCheck<Spec, Uses>({
  code: "SF2854",
  title: "Contradicting bounds of pods",
  severity: "error",
  because:
    "No pod satisfies a maximum below the minimum. No pod with default values satisfies bounds that exclude the defaults.",
  instead: "Keep the minimum at or below the defaults, and the defaults at or below the maximum.",
  source: "Kubernetes documentation, limit ranges",
  run: ({ spec: { limits }, at }) =>
    (["cpu", "memory"] as const).flatMap((of) => {
      if (!limits) return [];
      const [least, given, most] = [limits.min?.[of], limits.default[of], limits.max?.[of]];
      const words = (amount: number) => inWords(amount, of);
      if (least !== undefined && most !== undefined && least > most)
        return [at(`limits.min.${of}`, `the minimum ${words(least)} is above the maximum ${words(most)}`)];
      if (least !== undefined && given < least)
        return [at(`limits.min.${of}`, `the default ${words(given)} is below the minimum ${words(least)}`)];
      if (most !== undefined && given > most)
        return [at(`limits.max.${of}`, `the default ${words(given)} is above the maximum ${words(most)}`)];
      return [];
    }),
});

const withoutCpuLimit = defineCheck<Spec, Uses>({
  code: "SF2855",
  title: "Pods without a CPU limit in a namespace that requires one",
  severity: "error",
  because:
    "If the quota counts CPU limits, or the bounds set a maximum for CPU, Kubernetes refuses pods without a CPU limit. It also refuses a pod whose default limit is below its request.",
  instead:
    "Give the pods a CPU limit, or remove the CPU limits from the namespace. A CPU limit slows down a broker even while its node has spare CPU.",
  source: "Kubernetes documentation, resource quotas and limit ranges",
  run: ({ spec, uses: { workloads }, at }) => {
    const limits = limitsOf(spec);
    const given = limits?.default.cpuLimit;
    const open = workloads.filter((workload) => workload.limits.cpu === undefined);
    const names = (list: readonly Workload[]) => list.map(({ name }) => name).join(", ");
    if (given !== undefined) {
      const refused = open.filter(({ requests }) => requests.cpu > given);
      return refused.length === 0
        ? []
        : [at("limits.default.cpuLimit", `${names(refused)} have no CPU limit and ask for more than ${given} CPU`)];
    }
    if (open.length === 0) return [];
    return [
      ...(spec.quota?.cpuLimit === undefined
        ? []
        : [at("quota.cpuLimit", `${names(open)} have no CPU limit, and limits.default.cpuLimit gives none`)]),
      ...(limits?.max?.cpu === undefined
        ? []
        : [at("limits.max.cpu", `${names(open)} have no CPU limit, and limits.default.cpuLimit gives none`)]),
    ];
  },
});

const limitsAboveQuota = defineCheck<Spec, Uses>({
  code: "SF2856",
  title: "A quota of CPU limits smaller than the limits of the environment's pods",
  severity: "error",
  because: "Kubernetes refuses pods beyond the quota.",
  instead: "Raise `quota.cpuLimit`, or lower the limits of the pods.",
  source: "Kubernetes documentation, resource quotas",
  run: ({ spec, uses: { workloads }, at }) => {
    const bound = spec.quota?.cpuLimit;
    if (bound === undefined) return [];
    const given = limitsOf(spec)?.default.cpuLimit;
    const limited = workloads.map((workload) => ({
      ...workload,
      requests: { ...workload.requests, cpu: workload.limits.cpu ?? given ?? 0 },
    }));
    return allAsk(limited, "cpu") <= bound
      ? []
      : [
          at(
            "quota.cpuLimit",
            `the limits of the pods are ${arithmetic(limited, "cpu")}, but the quota is ${inWords(bound, "cpu")}`,
          ),
        ];
  },
});

export const checks: readonly Check<CheckPart<Spec, Uses>>[] = [
  quotaTooSmall,
  quotaWithoutRoom,
  podOutOfBounds,
  boundsCross,
  withoutCpuLimit,
  limitsAboveQuota,
];
