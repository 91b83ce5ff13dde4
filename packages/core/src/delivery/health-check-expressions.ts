import type { ToldReadiness } from "../kinds/kind.js";
import type { Manifest } from "../kinds/manifest.js";
import type { Kinds } from "../kinds/registry.js";
import { toldKindsOf } from "./told-kinds.js";

/** An entry of a Flux Kustomization's `healthCheckExprs` (Flux 2.5 and newer), in CEL. */
export interface HealthCheckExpression {
  readonly apiVersion: string;
  readonly kind: string;
  readonly current: string;
  readonly failed?: string;
}

/**
 * Flux's readiness expressions for the kinds of custom resources among the objects. Without them, an object with an empty status
 * counts as ready. Every expression requires that a condition exists: `all` of an empty list would be true.
 */
export function healthCheckExpressions(manifests: readonly Manifest[], kinds: Kinds): readonly HealthCheckExpression[] {
  return toldKindsOf(manifests, kinds).map(({ apiVersion, kind, readiness, template }) => {
    const { current, ...rest } = expressionsOf(readiness);
    return {
      apiVersion,
      kind,
      current: template === undefined ? current : `${isTemplate(template)} || (${current})`,
      ...rest,
    };
  });
}

function isTemplate(annotation: string): string {
  return `(has(metadata.annotations) && '${annotation}' in metadata.annotations && metadata.annotations['${annotation}'] == 'true')`;
}

const observed = "has(status.observedGeneration) && status.observedGeneration == metadata.generation";

function expressionsOf(readiness: ToldReadiness): {
  readonly current: string;
  readonly failed?: string;
} {
  if ("word" in readiness) {
    const { word, ready, failed } = readiness;
    const is = (value: string) => `has(status.${word}) && status.${word} == '${value}'`;
    return {
      current: `${observed} && ${is(ready)}`,
      ...(failed && { failed: `${observed} && ${is(failed)}` }),
    };
  }
  if (!("condition" in readiness)) return { current: observed };
  const { fails } = readiness;
  const reasons = fails?.except.map((reason) => ` && e.reason != '${reason}'`).join("") ?? "";
  return {
    current: conditionExpression(readiness, "True"),
    ...(fails && { failed: conditionExpression(readiness, "False", reasons) }),
  };
}

function conditionExpression(
  { condition, generation }: Extract<ToldReadiness, { condition: string }>,
  value: "True" | "False",
  reasons = "",
): string {
  const own =
    generation === "condition" ? " && (!has(e.observedGeneration) || e.observedGeneration == metadata.generation)" : "";
  const exists = `has(status.conditions) && status.conditions.exists(e, e.type == '${condition}' && e.status == '${value}'${reasons}${own})`;
  if (generation === "status") return `${observed} && ${exists}`;
  if (generation === "synced-resource-version")
    return `${exists} && (!has(status.syncedResourceVersion) || status.syncedResourceVersion.startsWith(string(metadata.generation) + '-'))`;
  return exists;
}
