import { valuesAt } from "../kinds/field-path.js";
import type { Kinds } from "../kinds/registry.js";
import type { KubernetesUnit } from "./plan.js";

/** Labels in templates of operators, below the domain of the labels by which the operator finds its pods: it keeps all of them. */
export function operatorLabels(
  charts: readonly KubernetesUnit[],
  kinds: Kinds,
): readonly { readonly component: string; readonly message: string }[] {
  return charts.flatMap(({ component, manifests }) =>
    manifests.flatMap((object) =>
      (kinds.of(object)?.operatorPods ?? []).flatMap(({ at, labels }) => {
        const kept = new Set(Object.keys(labels?.(object) ?? {}).map(domainOf));
        return valuesAt(object, `${at}.template.pod.metadata.labels`)
          .flatMap(({ value }) => Object.keys(value as object))
          .filter((label) => label.includes("/") && kept.has(domainOf(label)))
          .map((label) => ({
            component,
            message: `${object.kind} ${object.metadata.name} has the pod label ${label}, but its operator sets the labels of ${domainOf(label)}`,
          }));
      }),
    ),
  );
}

function domainOf(label: string): string {
  return label.slice(0, label.indexOf("/"));
}
