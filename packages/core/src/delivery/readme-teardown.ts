import type { KubernetesUnit, Plan, TerraformUnit } from "../compile/plan.js";
import type { Step } from "../component/description.js";
import { chartApplicationName, stackApplicationName, unitApplicationName } from "./argocd.js";
import { holdsData, unitHoldsData } from "./data-protection.js";
import { kustomizationNames } from "./flux.js";
import { releasesFolder } from "./flux-helm.js";
import { kubectl, workloadKubectl } from "./kubectl.js";
import { block, code, section, table } from "./markdown.js";
import { appliedUnits, isApplied } from "./order.js";
import { engineNamespace, fluxNamespace, repositoryPath } from "./repository.js";
import { stateBucketOf } from "../environment/state-bucket.js";
import { stackName } from "./terraform-object.js";

type Removal = Pick<Step, "title"> & { readonly text: string; readonly commands: readonly string[] };

/** How the environment goes away, in the reverse of the order in which it came, and what stays unless somebody says otherwise. */
export function teardown(plan: Plan): string {
  const nothing =
    "Nothing that holds data goes away by itself: taking a unit, or this whole folder, out of Git leaves its AWS resources, its objects that hold data and the charts whose CRDs they need where they are.";
  const stacks = plan.units.filter((unit): unit is TerraformUnit => unit.kind === "terraform").toReversed();
  const removals = [
    stop(plan),
    ...workloads(plan),
    ...(stacks.length > 0 ? [destroy(plan, stacks)] : []),
    ...rest(plan),
  ].filter(({ commands }) => commands.length > 0);
  const steps = removals.map(
    ({ title, text, commands }, index) =>
      `${index + 1}. ${[title, text].filter(Boolean).join(" ")}\n\n${block("sh", commands)}`,
  );
  const bucket =
    stacks.length > 0
      ? `The state bucket ${code(stateBucketOf(plan.info))} stays: it may hold the state of other environments.`
      : "";
  return section("Taking it down", nothing, protectedThings(plan), steps.join("\n"), bucket);
}

function protectedThings(plan: Plan): string {
  const rows = plan.units.flatMap((unit) => {
    if (unit.kind === "terraform") return unit.resources.map(({ type, id }) => [code(unit.id), code(`${type}.${id}`)]);
    if (unit.kind === "hosts") return [];
    const objects = unit.manifests
      .filter(holdsData)
      .map(({ kind, metadata }) => [code(unit.id), code(`${kind} ${metadata.name}`)]);
    const charts = unit.helmReleases.filter(({ provides }) => provides.length > 0);
    return [...objects, ...charts.map(({ name }) => [code(unit.id), `chart ${code(name)}, with its CRDs`])];
  });
  return rows.length === 0 ? "" : table(["Unit", "What is protected"], rows);
}

/** First the engine stops putting back what is removed. */
function stop(plan: Plan): Removal {
  const { name, delivery } = plan.info;
  const base = `${kubectl(plan)} --namespace ${engineNamespace(plan)} delete`;
  if (delivery.engine === "argocd")
    return {
      title: "Stop the reconciliation.",
      text: "What was applied stays.",
      commands: [`${base} applications.argoproj.io ${name}`],
    };
  const kind = "kustomizations.kustomize.toolkit.fluxcd.io";
  const names = kustomizationNames(plan).toReversed();
  const own = names.length > 0 ? [`${base} ${kind} ${names.join(" ")}`] : [];
  return {
    title: "Stop the reconciliation.",
    text: "What holds data stays; the rest is removed.",
    commands: [`${base} ${kind} ${name}`, ...own],
  };
}

/** Then the objects, the last unit first: custom resources go while their operator runs, since only it takes their finalizers away. */
function workloads(plan: Plan): readonly Removal[] {
  const units = appliedUnits(plan)
    .filter((unit): unit is KubernetesUnit => unit.kind === "kubernetes")
    .toReversed();
  if (units.length === 0) return [];
  const finalizers =
    "An object whose operator is gone keeps its finalizer and blocks its namespace, so keep to the order.";
  const commands =
    plan.info.delivery.engine === "flux"
      ? units.flatMap((unit) => fluxRemoval(plan, unit))
      : units.flatMap((unit) => argoCdRemoval(plan, unit));
  return [
    {
      title: "Remove the workloads.",
      text: units.some(unitHoldsData) ? `This deletes data. ${finalizers}` : finalizers,
      commands,
    },
  ];
}

function fluxRemoval(plan: Plan, unit: KubernetesUnit): readonly string[] {
  return [
    ...(unit.manifests.length > 0
      ? [`${workloadKubectl(plan)} delete --ignore-not-found --kustomize ${repositoryPath(plan, unit.id)}`]
      : []),
    ...(unit.helmReleases.length > 0
      ? [`${kubectl(plan)} delete --ignore-not-found --kustomize ${repositoryPath(plan, releasesFolder(unit))}`]
      : []),
  ];
}

/** A cascading deletion, approved for what asks for a confirmation (Argo CD's user guide: App Deletion, Sync Options). */
function argoCdRemoval(plan: Plan, unit: KubernetesUnit): readonly string[] {
  const base = `${kubectl(plan)} --namespace ${engineNamespace(plan)}`;
  const kind = "applications.argoproj.io";
  const names = [
    ...(unit.manifests.length > 0 ? [unitApplicationName(plan, unit)] : []),
    ...unit.helmReleases.map((release) => chartApplicationName(plan, release)),
  ];
  return names.flatMap((name) => [
    `${base} annotate ${kind} ${name} "argocd.argoproj.io/deletion-approved=$(date -u +%Y-%m-%dT%H:%M:%SZ)"`,
    `${base} patch ${kind} ${name} --type merge --patch '{"metadata":{"finalizers":["resources-finalizer.argocd.argoproj.io"]}}'`,
    `${base} delete ${kind} ${name}`,
  ]);
}

/** A Terraform object's deletion destroys nothing; those that depend on it go first. */
function destroy(plan: Plan, stacks: readonly TerraformUnit[]): Removal {
  const { engine } = plan.info.delivery;
  const commands = stacks.flatMap((stack) => {
    const application =
      engine === "argocd"
        ? [
            `${kubectl(plan)} --namespace ${engineNamespace(plan)} delete applications.argoproj.io ${stackApplicationName(plan, stack)}`,
          ]
        : [];
    const object = [
      ...application,
      `${kubectl(plan)} --namespace ${fluxNamespace(plan)} delete terraforms.infra.contrib.fluxcd.io ${stackName(plan, stack)}`,
    ];
    const folder = repositoryPath(plan, stack.id);
    return [
      ...(isApplied(plan, stack) ? object : []),
      `terraform -chdir=${folder} init`,
      `terraform -chdir=${folder} destroy`,
    ];
  });
  return {
    title: "Destroy the stacks.",
    text: "Protection against deletion is turned off in the spec and applied before; until then AWS refuses.",
    commands,
  };
}

/** Last the source: tofu-controller needs it to let go of its objects. Argo CD's own ConfigMap stays. */
function rest(plan: Plan): readonly Removal[] {
  const commands =
    plan.info.delivery.engine === "flux"
      ? [`${kubectl(plan)} delete --ignore-not-found --kustomize ${repositoryPath(plan, "delivery")}`]
      : [
          `${kubectl(plan)} delete --kustomize ${repositoryPath(plan, "delivery/project")}`,
          ...(appliedUnits(plan).some(({ kind }) => kind === "terraform")
            ? [
                `${kubectl(plan)} --namespace ${fluxNamespace(plan)} delete gitrepositories.source.toolkit.fluxcd.io ${plan.info.name}`,
              ]
            : []),
        ];
  return [{ title: "Remove what is left of the delivery.", text: "", commands }];
}
