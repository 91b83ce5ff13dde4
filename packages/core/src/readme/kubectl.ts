import type { Plan } from "../compile/plan.js";
import { workloadKubectl } from "../component/kubectl.js";

/** `kubectl` for the cluster that the engine runs in: the workloads' own, unless the spec names another one for them. */
export function kubectl({ info }: Plan): string {
  return info.kubernetes.kubeConfigSecret ? "kubectl" : workloadKubectl(info);
}
