import type { EnvironmentInfo } from "./parts.js";
import { shellWord } from "./shell-word.js";

/** `kubectl` for the cluster that the environment's workloads run in, as the beginning of a command that a person types. */
export function workloadKubectl({ kubernetes }: Pick<EnvironmentInfo, "kubernetes">): string {
  return kubernetes.context ? `kubectl --context ${shellWord(kubernetes.context)}` : "kubectl";
}
