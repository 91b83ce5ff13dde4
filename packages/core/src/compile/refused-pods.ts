import { renderPath } from "../diagnostics/path.js";
import { breaches } from "../kinds/pod-security.js";
import { podOf } from "../kinds/pod-specs.js";
import type { Kinds } from "../kinds/registry.js";
import type { KubernetesUnit } from "./plan.js";

const enforced = "pod-security.kubernetes.io/enforce";

/** Pods that the API server refuses, in namespaces of the environment that enforce the restricted Pod Security standard. */
export function refusedPods(
  charts: readonly KubernetesUnit[],
  kinds: Kinds,
): readonly { readonly component: string; readonly message: string }[] {
  const restricted = new Set(
    charts.flatMap(({ manifests }) =>
      manifests
        .filter(({ kind, metadata }) => kind === "Namespace" && metadata.labels?.[enforced] === "restricted")
        .map(({ metadata }) => metadata.name),
    ),
  );
  return charts.flatMap(({ component, manifests }) =>
    manifests.flatMap((object) => {
      const { namespace = "" } = object.metadata;
      const pod = restricted.has(namespace) ? podOf(object, kinds) : undefined;
      const [first] = pod ? breaches(pod.spec) : [];
      if (!pod || !first) return [];
      const at = renderPath([...pod.path, "spec", ...first.field]);
      return [{ component, message: `${object.kind} ${object.metadata.name} gets no pods: ${first.message} (${at})` }];
    }),
  );
}
