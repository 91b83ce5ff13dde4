import type { Plan, TerraformUnit } from "../compile/plan.js";
import { argoCdProtection, fluxProtection } from "./data-protection.js";
import type { Terraform } from "./flux-objects.js";
import { objectName, stackNameLength } from "./object-name.js";
import { dependenciesOf } from "./order.js";
import { fluxNamespace, repositoryPath } from "./repository.js";
import { withoutUndefined } from "./without-undefined.js";

/** Name of a stack's Terraform object. */
export function stackName(plan: Plan, unit: TerraformUnit): string {
  return objectName(stackNameLength, plan.info.name, unit.component);
}

/** Folder of the object, below the environment's. Each object has its own folder, so that an engine can wait for it. */
export function stackFolder(unit: TerraformUnit): string {
  return `delivery/terraform/${unit.component}`;
}

/**
 * The Terraform object of a stack for tofu-controller 0.16 with OpenTofu. Sources: its `api/v1alpha2` and
 * `controllers/tf_controller_backend.go`. By default tofu-controller overrides the module's backend with a Secret. With the override
 * disabled, it saves no plan, and would apply a plan other than the approved one. So the object repeats the module's own backend.
 * An approval is a field that is not in Git, so that no engine reverts it.
 */
export function terraformObject(plan: Plan, unit: TerraformUnit): Terraform {
  const { delivery, name } = plan.info;
  const namespace = fluxNamespace(plan);
  const stacks = dependenciesOf(plan, unit).flatMap((dependency) =>
    dependency.kind === "terraform" ? [{ name: stackName(plan, dependency) }] : [],
  );
  const { annotation, value } = delivery.engine === "flux" ? fluxProtection : argoCdProtection;
  return withoutUndefined<Terraform>({
    apiVersion: "infra.contrib.fluxcd.io/v1alpha2",
    kind: "Terraform",
    metadata: {
      name: stackName(plan, unit),
      namespace,
      annotations: { [annotation]: value },
    },
    spec: {
      interval: delivery.interval,
      retryInterval: "2m",
      path: `./${repositoryPath(plan, unit.id)}`,
      sourceRef: { kind: "GitRepository", name, namespace },
      approvePlan: delivery.approval === "auto" ? "auto" : undefined,
      backendConfig: { customConfiguration: backendBlock(unit) },
      destroyResourcesOnDeletion: false,
      serviceAccountName: "tf-runner",
      storeReadablePlan: "human",
      dependsOn: stacks.length > 0 ? stacks : undefined,
    },
  });
}

/** The module's S3 backend in Terraform's own language. */
function backendBlock({ backend }: TerraformUnit): string {
  const values = Object.keys(backend)
    .sort()
    .map((key) => `  ${key} = ${JSON.stringify(backend[key])}\n`);
  return `backend "s3" {\n${values.join("")}}\n`;
}
