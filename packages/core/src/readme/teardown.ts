import type { KubernetesUnit, Plan, TerraformUnit, Unit } from "../compile/plan.js";
import { codeSpan } from "../component/code-span.js";
import { workloadKubectl } from "../component/kubectl.js";
import { chartApplicationName, stackApplicationName, unitApplicationName } from "../delivery/argocd.js";
import { kustomizationNames } from "../delivery/flux.js";
import { releasesFolder } from "../delivery/flux-helm.js";
import { appliedUnits, isApplied } from "../delivery/order.js";
import { engineNamespace, fluxNamespace, repositoryPath } from "../delivery/repository.js";
import { stackName } from "../delivery/terraform-object.js";
import { stateBucketOf } from "../environment/state-bucket.js";
import { holdsData } from "../kinds/registry.js";
import { kubectl } from "./kubectl.js";
import { section, table } from "./markdown.js";
import { type NumberedStep, numbered } from "./numbered.js";

/** The steps that destroy the environment, in reverse order, and the data that stays by default. */
export function teardown(plan: Plan): string {
  const nothing =
    "Removing a unit, or this whole folder, from Git never deletes data. AWS resources, Kubernetes objects that hold data, and the charts whose CRDs those objects need all stay.";
  const declared = plan.chapters.flatMap(({ steps }) => steps.filter(({ when }) => when === "teardown"));
  const steps = [...declared, stop(plan), ...removal(plan), rest(plan)].filter(
    ({ text, commands = [] }) => text !== undefined || commands.length > 0,
  );
  const bucket = plan.units.some(({ kind }) => kind === "terraform")
    ? `The state bucket ${codeSpan(stateBucketOf(plan.info))} stays, because it may hold the state of other environments.`
    : "";
  return section("Taking it down", nothing, lastingThings(plan), numbered(steps), bucket);
}

/** What is lost, or slow or expensive to bring back. */
function lastingThings(plan: Plan): string {
  const rows = plan.units.flatMap((unit) => thingsOf(plan, unit).map((thing) => [codeSpan(unit.id), thing]));
  if (rows.length === 0) return "";
  const rest =
    "Check these before you delete them. Everything else in a stack is deleted with it and is quick to create again.";
  return `${rest}\n\n${table(["Unit", "Holds data, or is slow to create again"], rows)}`;
}

function thingsOf({ kinds, awsTypes }: Plan, unit: Unit): readonly string[] {
  if (unit.kind === "hosts") return [];
  if (unit.kind === "terraform") {
    return unit.resources
      .filter(({ type, protected: refused }) => refused || awsTypes.named(type)?.lasting !== undefined)
      .map(({ type, id, protected: refused }) =>
        refused ? `${codeSpan(`${type}.${id}`)}, which Terraform refuses to destroy` : codeSpan(`${type}.${id}`),
      );
  }
  const objects = unit.manifests
    .filter((manifest) => holdsData(manifest, kinds))
    .map(({ kind, metadata }) => codeSpan(`${kind} ${metadata.name}`));
  const charts = unit.helmReleases.filter(({ provides }) => provides.length > 0);
  return [...objects, ...charts.map(({ name }) => `chart ${codeSpan(name)}, with its CRDs and all their objects`)];
}

/** First stops the engine, which would create removed objects again. */
function stop(plan: Plan): NumberedStep {
  const { name, delivery } = plan.info;
  const base = `${kubectl(plan)} --namespace ${engineNamespace(plan)} delete`;
  if (delivery.engine === "argocd")
    return {
      title: "Stop the reconciliation",
      text: "Applied objects stay.",
      commands: [`${base} applications.argoproj.io ${name}`],
    };
  const kind = "kustomizations.kustomize.toolkit.fluxcd.io";
  const names = kustomizationNames(plan).toReversed();
  const own = names.length > 0 ? [`${base} ${kind} ${names.join(" ")}`] : [];
  return {
    title: "Stop the reconciliation",
    text: "Objects that hold data stay. The engine removes the others.",
    commands: [`${base} ${kind} ${name}`, ...own],
  };
}

/**
 * Then the units, the last one first: custom resources go while their operator runs, since only it takes their finalizers away, and so do
 * stacks' objects while tofu-controller runs.
 */
function removal(plan: Plan): readonly NumberedStep[] {
  const units = plan.units.filter((unit) => unit.kind === "terraform" || isApplied(plan, unit)).toReversed();
  if (units.length === 0) return [];
  const stacks = units.some(({ kind }) => kind === "terraform");
  const sentences = [
    "This deletes data.",
    "Keep this order: an object whose operator is gone keeps its finalizer and blocks its namespace.",
    ...(stacks ? ["Run one line at a time: `terraform` (or `tofu`) shows what it will destroy and asks."] : []),
  ];
  return [
    {
      title: "Remove the units, last one first",
      text: sentences.join(" "),
      commands: units.flatMap((unit) => {
        if (unit.kind === "terraform") return stackRemoval(plan, unit);
        return plan.info.delivery.engine === "flux" ? fluxRemoval(plan, unit) : argoCdRemoval(plan, unit);
      }),
    },
  ];
}

function fluxRemoval(plan: Plan, unit: KubernetesUnit): readonly string[] {
  return [
    ...(unit.manifests.length > 0
      ? [`${workloadKubectl(plan.info)} delete --ignore-not-found --kustomize ${repositoryPath(plan, unit.id)}`]
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

/** A Terraform object's deletion destroys nothing. */
function stackRemoval(plan: Plan, stack: TerraformUnit): readonly string[] {
  const application = `${kubectl(plan)} --namespace ${engineNamespace(plan)} delete applications.argoproj.io ${stackApplicationName(plan, stack)}`;
  const object = `${kubectl(plan)} --namespace ${fluxNamespace(plan)} delete terraforms.infra.contrib.fluxcd.io ${stackName(plan, stack)}`;
  const controlled = plan.info.delivery.engine === "argocd" ? [application, object] : [object];
  const folder = repositoryPath(plan, stack.id);
  return [
    ...(isApplied(plan, stack) ? controlled : []),
    `terraform -chdir=${folder} init`,
    `terraform -chdir=${folder} destroy`,
  ];
}

/** Last the source: tofu-controller needs it to let go of its objects. Argo CD's own ConfigMap stays. */
function rest(plan: Plan): NumberedStep {
  const { name, delivery } = plan.info;
  const source = `${kubectl(plan)} --namespace ${fluxNamespace(plan)} delete gitrepositories.source.toolkit.fluxcd.io ${name}`;
  const stacks = appliedUnits(plan).some(({ kind }) => kind === "terraform");
  const commands =
    delivery.engine === "flux"
      ? [`${kubectl(plan)} delete --ignore-not-found --kustomize ${repositoryPath(plan, "delivery")}`]
      : [
          `${kubectl(plan)} delete --kustomize ${repositoryPath(plan, "delivery/project")}`,
          ...(stacks ? [source] : []),
        ];
  return { title: "Remove the remaining delivery objects", commands };
}
