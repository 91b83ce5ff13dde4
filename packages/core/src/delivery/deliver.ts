import type { Artifact } from "../compile/artifact.js";
import type { Plan } from "../compile/plan.js";
import { argoCdArtifacts } from "./argocd.js";
import { bootstrapArtifacts } from "./bootstrap.js";
import { fluxArtifacts } from "./flux.js";
import { readme } from "./readme.js";

/**
 * What belongs to an environment as a whole: the objects by which its GitOps engine applies everything else, the script that makes
 * what has to stand before, and the README. Sorted by path.
 */
export function deliver(plan: Plan): readonly Artifact[] {
  const engine = plan.info.delivery.engine === "flux" ? fluxArtifacts(plan) : argoCdArtifacts(plan);
  return [...engine, ...bootstrapArtifacts(plan), readme(plan)].sort((a, b) => (a.path < b.path ? -1 : 1));
}
