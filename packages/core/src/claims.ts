import { extraComponents } from "./component/extra/extra-components.js";
import type { Platform } from "./component/platform.js";
import type { Diagnostic, Position } from "./diagnostics/diagnostic.js";
import { definePages } from "./diagnostics/page.js";
import type { Path } from "./diagnostics/path.js";
import { report } from "./diagnostics/report.js";
import type { Environment } from "./environment/environment.js";

export const claimPages = definePages({
  claimedTwice: {
    code: "SF5020",
    title: "Two environments claim the same place in a cluster",
    severity: "error",
    because:
      "Objects bear the same names in every environment, so in one namespace each environment's GitOps objects undo what the other's did, and a removal in one deletes what the other runs on. A controller with its custom resource definitions can be in a cluster once.",
    instead:
      "Give one of them another `kubernetes.namespace`, and let one environment alone bring a controller: the others find it in the cluster. Where the clusters are two, name them: `kubernetes.eksCluster`, `kubernetes.context` or `kubernetes.kubeConfigSecret`.",
  },
});

/** Something that only one environment can have. */
export interface Claim {
  readonly environment: string;
  /** The same for all environments that claim the same. */
  readonly key: string;
  /** What is claimed, in words. */
  readonly what: string;
  /** The place in the spec that claims it. */
  readonly path: string;
  readonly position: Position;
  /** How to do without. */
  readonly instead: string;
}

/** How many other environments a message names; the rest it counts. */
const namedAtMost = 2;

/**
 * What an environment claims outside of itself: its namespace, and the components that a cluster can have once. What it makes
 * in AWS, its Terraform state and its GitOps objects need no claim: they bear the environment's name, which is unique.
 */
export function claimsOf(environment: Environment, { components }: Platform): Claim[] {
  const present = components.filter(({ key }) => environment.spec[key] !== undefined);
  const charts = [...present, ...extraComponents(environment, present).components].filter(
    ({ definition }) => definition.kubernetes,
  );
  if (charts.length === 0) return [];
  const { id, words } = clusterOf(environment);
  const claim = (path: Path, thing: string, what: string, instead: string): Claim => ({
    environment: environment.name,
    key: JSON.stringify([id, thing]),
    what: `${what} in ${words}`,
    path: path.join("."),
    position: environment.place(path),
    instead,
  });
  const { namespace } = environment.spec.kubernetes;
  return [
    claim(
      ["kubernetes", "namespace"],
      `namespace ${namespace}`,
      `the namespace ${namespace}`,
      "give one of them another kubernetes.namespace, or name two clusters: kubernetes.eksCluster",
    ),
    ...charts
      .filter(({ definition }) => definition.oncePerCluster)
      .map(({ key, name, title }) =>
        claim(
          [key],
          `component ${name}`,
          title,
          `leave ${key} out of all but one of them, the others find it in the cluster`,
        ),
      ),
  ];
}

/** The diagnostics of claims that several environments make: one for each, at its own place, naming those of the others. */
export function collisions(claims: readonly Claim[]): Diagnostic[] {
  const byKey = new Map<string, Claim[]>();
  for (const claim of claims) byKey.set(claim.key, [...(byKey.get(claim.key) ?? []), claim]);
  return claims.flatMap((claim) => {
    const others = (byKey.get(claim.key) ?? []).filter(({ environment }) => environment !== claim.environment);
    if (others.length === 0) return [];
    const named = others
      .slice(0, namedAtMost)
      .map(({ environment, position: { file, line } }) => `${environment} (${file}:${line})`);
    const more = others.length > namedAtMost ? ` and ${others.length - namedAtMost} more` : "";
    const { environment, path, position, instead: hint } = claim;
    return [
      report(claimPages.claimedTwice, `${environment} claims ${claim.what}, and so does ${named.join(", ")}${more}`, {
        environment,
        path,
        position,
        hint,
      }),
    ];
  });
}

/** A cluster is told apart by whatever names it; where nothing does, it is the engine's, one for an account and region. */
function clusterOf({ spec }: Environment): { readonly id: readonly unknown[]; readonly words: string } {
  const { accountId, region } = spec.aws;
  const { eksCluster, context, kubeConfigSecret } = spec.kubernetes;
  const name = eksCluster ?? context ?? kubeConfigSecret;
  if (name === undefined)
    return {
      id: [accountId, region],
      words: "its GitOps engine's own cluster",
    };
  const eks = eksCluster === undefined ? [] : [accountId, region, eksCluster];
  return { id: [eks, context, kubeConfigSecret], words: `the cluster ${name}` };
}
