import type { Chapter, Plan, TerraformUnit, Unit } from "../compile/plan.js";
import { codeSpan } from "../component/code-span.js";
import type { Step } from "../component/description.js";
import { makesStateBucket, stateBucketScript } from "../delivery/bootstrap.js";
import { engineNamespace, repositoryPath } from "../delivery/repository.js";
import { approvalFunction, approvalOf, listOfStacks } from "./approval.js";
import { type Gate, gateIndexes, gatesOf, unitsOfComponent } from "./gates.js";
import { kubectl } from "./kubectl.js";
import { section } from "./markdown.js";
import { type NumberedStep, numbered } from "./numbered.js";

/** What a person does once, from nothing to a running environment, in this order. Commands run in the repository's root. */
export function firstSteps(plan: Plan): string {
  const gates = gatesOf(plan);
  const at = declaredSteps(plan, gates);
  const steps: NumberedStep[] = makesStateBucket(plan) ? [stateBucket(plan)] : [];
  for (let index = 0; index < gates.length; index++) {
    steps.push(...at("before", index));
    const gate = gates[index];
    if (gate?.kind === "delivery") steps.push(entry(plan), ...at("after", index), ...approvals(plan, gates));
    if (gate?.kind !== "stack") continue;
    const first = index;
    const stacks = [gate.stack];
    for (let next = gates[index + 1]; next?.kind === "stack"; next = gates[index + 1]) {
      if (at("after", index).length + at("before", index + 1).length > 0) break;
      stacks.push(next.stack);
      index += 1;
    }
    steps.push(applied(plan, stacks, first === 0), ...at("after", index));
  }
  return section("First steps", "Commands run in the root of the repository.", numbered([...steps, check(plan)]));
}

/** The components' steps, by the gate before or after which they belong. A component's units become ready behind one or several gates. */
function declaredSteps(plan: Plan, gates: readonly Gate[]): (when: Step["when"], index: number) => NumberedStep[] {
  const indexes = gateIndexes(plan, gates);
  const gateOf = ({ id }: Unit) => indexes.get(id) ?? 0;
  const placed = plan.chapters.flatMap((chapter: Chapter) => {
    const units = unitsOfComponent(plan, chapter.component).toSorted((a, b) => gateOf(a) - gateOf(b));
    const [first, last] = [units[0], units.at(-1)];
    return chapter.steps.map(({ when, ...step }) => {
      const unit = when === "before" ? first : last;
      const edge = when === "before" ? 0 : gates.length - 1;
      return {
        when,
        index: unit ? gateOf(unit) : edge,
        order: unit ? plan.units.indexOf(unit) : edge,
        step: { ...step, text: [moment(when, unit), step.text].filter(Boolean).join(" ") },
      };
    });
  });
  return (when, index) =>
    placed
      .filter((entry) => entry.when === when && entry.index === index)
      .toSorted((a, b) => a.order - b.order)
      .map(({ step }) => step);
}

function moment(when: Step["when"], unit: Unit | undefined): string {
  if (!unit) return "";
  const done = unit.kind === "terraform" ? "applied" : "ready";
  return when === "before" ? `Before ${codeSpan(unit.id)} is applied.` : `Once ${codeSpan(unit.id)} is ${done}.`;
}

function stateBucket(plan: Plan): NumberedStep {
  return {
    title: "Create the bucket of the Terraform state",
    text: "The script is safe to run again. It changes only settings that differ.",
    commands: [`sh ${repositoryPath(plan, stateBucketScript)}`],
  };
}

function entry(plan: Plan): NumberedStep {
  const folder = repositoryPath(plan, "delivery");
  const { branch, engine } = plan.info.delivery;
  const title = "Apply the delivery folder";
  const pushed = `First push this tree to branch ${codeSpan(branch)}.`;
  if (engine === "flux") {
    return {
      title,
      text: `${pushed} From now on Flux follows the branch, including this folder.`,
      commands: [`${kubectl(plan)} apply --kustomize ${folder}`],
    };
  }
  const merge =
    "The server-side apply adds health checks to the existing `argocd-cm`. It changes nothing else there, because each environment has its own field manager. The apply stops with a conflict if `argocd-cm` already has other values, for example for resource tracking.";
  const again =
    "From now on Argo CD follows the branch. Apply the folder again when a new kind of custom resource needs a health check.";
  return {
    title,
    text: `${pushed} ${merge} ${again}`,
    commands: [
      `${kubectl(plan)} apply --server-side --field-manager=streamform-${plan.info.name} --kustomize ${folder}`,
    ],
  };
}

/** How a plan is read and approved, said once. */
function approvals(plan: Plan, gates: readonly Gate[]): readonly NumberedStep[] {
  if (plan.info.delivery.terraform === "pipeline" || !gates.some(({ kind }) => kind === "stack")) return [];
  return [
    {
      title: "Approve plans",
      text: `Each stack waits until a person approves its plan. This shell function waits for the plan of each stack that you name, shows the plan, asks you, applies it and waits until the apply is done. Ctrl-C stops it and changes nothing; you can call it again. If it waits for more than a few minutes, run ${codeSpan(listOfStacks(plan))}. A missing stack waits for an earlier unit, or for the engine to read the branch. A ready stack has nothing to apply. If a stack's message shows an error, fix the error first. Approve later changes of a stack in the same way.`,
      commands: approvalFunction(plan),
    },
  ];
}

/** Stacks that follow each other without anything to do between. */
function applied(plan: Plan, stacks: readonly TerraformUnit[], first: boolean): NumberedStep {
  const names = stacks.map(({ id }) => codeSpan(id));
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names.join("");
  if (plan.info.delivery.terraform === "controller") {
    return { title: `Approve ${list}`, commands: [approvalOf(plan, stacks)] };
  }
  const text =
    "The pipeline applies the stacks in this order for every merged change. Charts do not wait for the pipeline, but their secrets and pods become ready only after it has run.";
  const commands = stacks.flatMap(({ id }) =>
    ["init", "apply"].map((verb) => `terraform -chdir=${repositoryPath(plan, id)} ${verb}`),
  );
  return { title: `Apply ${list}`, text: first ? text : undefined, commands };
}

/** Flux labels the objects of a Kustomization with its name. The health of an Application of Applications is that of its Applications. */
function check(plan: Plan): NumberedStep {
  const { name, delivery } = plan.info;
  const base = `${kubectl(plan)} --namespace ${engineNamespace(plan)}`;
  const title = "Check that everything is ready";
  if (delivery.engine === "argocd") {
    return {
      title,
      text: "The environment is healthy when all its Applications are healthy. The second command lists them.",
      commands: [
        `${base} wait applications.argoproj.io/${name} --for=jsonpath='{.status.health.status}'=Healthy --timeout=30m`,
        `${base} get applications.argoproj.io`,
      ],
    };
  }
  return {
    title,
    commands: [
      `${base} wait kustomizations.kustomize.toolkit.fluxcd.io --selector kustomize.toolkit.fluxcd.io/name=${name} --for=condition=Ready --timeout=30m`,
    ],
  };
}
