import { extraComponents } from "./component/extra/extra-components.js";
import { knownKinds } from "./component/known-kinds.js";
import type { Platform } from "./component/platform.js";
import type { Diagnostic, Position } from "./diagnostics/diagnostic.js";
import { definePages } from "./diagnostics/page.js";
import type { Path } from "./diagnostics/path.js";
import { report } from "./diagnostics/report.js";
import type { Environment } from "./environment/environment.js";

export const claimPages = definePages({
  claimedTwice: {
    code: "SF5020",
    title: "Two environments claim the same namespace or controller in a cluster",
    severity: "error",
    because:
      "Objects have the same names in every environment. In one namespace, each environment would overwrite the other's objects, and a removal in one would delete objects of the other. A cluster can have a controller and its custom resource definitions only once.",
    instead:
      "Give one of them another `kubernetes.namespace`, and install a controller in one environment only: the others use it too. If there are two clusters, name them: `kubernetes.eksCluster`, `kubernetes.context` or `kubernetes.kubeConfigSecret`.",
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
  /** How to avoid the claim. */
  readonly instead: string;
}

/** How many other environments a message names; the rest it counts. */
const namedAtMost = 2;

/**
 * The claims of an environment in its cluster: its namespace, and the components that a cluster can have once. Its resources
 * in AWS, its Terraform state and its GitOps objects need no claim: their names contain the environment's name, which is unique.
 */
export function claimsOf(environment: Environment, platform: Platform): Claim[] {
  const present = platform.components.filter(({ key }) => environment.spec[key] !== undefined);
  const charts = [
    ...present,
    ...extraComponents(environment, present, knownKinds(environment, platform)).components,
  ].filter(({ definition }) => definition.kubernetes);
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
        claim([key], `component ${name}`, title, `leave ${key} out of all environments but one: the others use it too`),
      ),
  ];
}

/** One diagnostic for each claim that another environment makes too, at the claim's own position. It names the other environments. */
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

/** The identity of a cluster: its name in the spec. Without a name it is the engine's own cluster, one in each account and region. */
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
