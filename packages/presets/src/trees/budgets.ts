import type { Manifest } from "@streamform/core";
import { type Pod, selects } from "./pod.js";

/** How many of the pods that a budget selects may be away on purpose at the same time. */
export interface Budget {
  readonly name: string;
  readonly pods: readonly Pod[];
  readonly disruptions: number;
}

interface BudgetSpec {
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly minAvailable?: number;
  readonly maxUnavailable?: number;
}

interface KafkaSpec {
  readonly kafka: { readonly template?: { readonly podDisruptionBudget?: { readonly maxUnavailable?: number } } };
}

/**
 * The disruption budgets among the objects, and Strimzi's own budget for all nodes of a cluster.
 *
 * Source: Strimzi 1.2, PodDisruptionBudgetUtils.createCustomControllerPodDisruptionBudget
 */
export function budgetsOf(objects: readonly Manifest[], pods: readonly Pod[]): readonly Budget[] {
  return objects.flatMap(({ kind, metadata, spec }) => {
    const chosen = (labels: Readonly<Record<string, string>>) =>
      pods.filter((pod) => pod.namespace === metadata.namespace && selects(labels, pod.labels));
    if (kind === "PodDisruptionBudget") {
      const { selector, minAvailable, maxUnavailable } = spec as BudgetSpec;
      const selected = chosen(selector.matchLabels);
      const disruptions = maxUnavailable ?? selected.length - (minAvailable ?? 0);
      return [{ name: metadata.name, pods: selected, disruptions }];
    }
    if (kind !== "Kafka") return [];
    const selected = chosen({ "strimzi.io/cluster": metadata.name, "strimzi.io/name": `${metadata.name}-kafka` });
    const { maxUnavailable = 1 } = (spec as KafkaSpec).kafka.template?.podDisruptionBudget ?? {};
    return [{ name: `${metadata.name}-kafka`, pods: selected, disruptions: maxUnavailable }];
  });
}
