import { terraformGroup } from "../compile/link.js";
import type { Plan } from "../compile/plan.js";
import type { HelmRelease } from "../component/helm-release.js";

/**
 * Whether a chart is the controller of the Terraform objects. Those stand beside the GitOps engine, whose sources they name, even where the
 * workloads run in another cluster: so must their controller.
 */
export function isTerraformController({ provides }: HelmRelease): boolean {
  return provides.includes(terraformGroup);
}

/** Whether the environment brings that controller along. */
export function installsTerraformController({ units }: Plan): boolean {
  return units.some((unit) => unit.kind === "kubernetes" && unit.helmReleases.some(isTerraformController));
}
