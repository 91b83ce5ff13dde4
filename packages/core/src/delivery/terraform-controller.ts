import { terraformGroup } from "../compile/link.js";
import type { Plan } from "../compile/plan.js";
import type { HelmRelease } from "../component/helm-release.js";

/**
 * Whether a chart is the controller of the Terraform objects. These objects are in the GitOps engine's cluster, because they refer to its sources,
 * even if the workloads run in another cluster. So their controller must be there too.
 */
export function isTerraformController({ provides }: HelmRelease): boolean {
  return provides.includes(terraformGroup);
}

/** Whether the environment brings that controller along. */
export function installsTerraformController({ units }: Plan): boolean {
  return units.some((unit) => unit.kind === "kubernetes" && unit.helmReleases.some(isTerraformController));
}
