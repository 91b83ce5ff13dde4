import type { Plan } from "../compile/plan.js";
import { shellWord } from "./shell-word.js";

/** `kubectl` for the cluster that the engine runs in: the workloads' own, unless the spec names another one for them. */
export function kubectl(plan: Plan): string {
  return plan.info.kubernetes.kubeConfigSecret ? "kubectl" : workloadKubectl(plan);
}

/** `kubectl` for the cluster that the workloads run in. */
export function workloadKubectl({ info: { kubernetes } }: Plan): string {
  return kubernetes.context ? `kubectl --context ${shellWord(kubernetes.context)}` : "kubectl";
}
