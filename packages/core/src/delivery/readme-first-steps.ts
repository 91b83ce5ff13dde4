import type { Plan, TerraformUnit } from "../compile/plan.js";
import type { Step } from "../component/description.js";
import { makesStateBucket, stateBucketScript } from "./bootstrap.js";
import { kubectl } from "./kubectl.js";
import { block, code, plain, section } from "./markdown.js";
import { appliedUnits, isApplied } from "./order.js";
import { fluxNamespace, repositoryPath } from "./repository.js";
import { stackName } from "./terraform-object.js";

/** What a person does once, from nothing to a running environment, in this order. Commands run in the repository's root. */
export function firstSteps(plan: Plan): string {
  const declared = (when: Step["when"]) =>
    plan.chapters.flatMap(({ steps }) => steps.filter((step) => step.when === when));
  const steps: readonly Omit<Step, "when">[] = [
    ...(makesStateBucket(plan)
      ? [
          {
            title: "Make the bucket of the Terraform state",
            commands: [`sh ${repositoryPath(plan, stateBucketScript)}`],
          },
        ]
      : []),
    ...declared("before").map((step) => ({
      ...step,
      title: plain(step.title),
    })),
    ...pipeline(plan),
    entry(plan),
    ...approvals(plan),
    ...declared("after").map((step) => ({ ...step, title: plain(step.title) })),
  ];
  const rendered = steps.map(({ title, text, commands }, index) =>
    [
      `### ${index + 1}. ${title}\n`,
      text ? `${text}\n` : "",
      commands && commands.length > 0 ? block("sh", commands) : "",
    ]
      .filter((part) => part !== "")
      .join("\n"),
  );
  return section("First steps", "Commands run in the root of the repository.", rendered.join("\n"));
}

function entry(plan: Plan): Omit<Step, "when"> {
  const folder = repositoryPath(plan, "delivery");
  const { branch, engine } = plan.info.delivery;
  const title = "Apply the delivery folder";
  if (engine === "flux") {
    return {
      title,
      text: `Once this tree is on branch ${code(branch)}. Flux then follows the branch, this folder included.`,
      commands: [`${kubectl(plan)} apply --kustomize ${folder}`],
    };
  }
  const merge =
    "A server-side apply adds the health checks to the `argocd-cm` that is there and touches nothing else in it; it stops with a conflict where that says otherwise, for example about resource tracking.";
  const again =
    "Argo CD then follows the branch. Apply the folder again when a new kind of custom resource needs a health check.";
  return {
    title,
    text: `Once this tree is on branch ${code(branch)}. ${merge} ${again}`,
    commands: [`${kubectl(plan)} apply --server-side --field-manager=streamform --kustomize ${folder}`],
  };
}

/** In pipeline mode: the stacks one after the other, before anything reads what they publish. */
function pipeline(plan: Plan): readonly Omit<Step, "when">[] {
  const stacks = plan.units.filter(
    (unit): unit is TerraformUnit => unit.kind === "terraform" && !isApplied(plan, unit),
  );
  if (stacks.length === 0) return [];
  const text =
    "The pipeline does it in this order for every merged change; charts do not wait for it, but their secrets and pods become ready only after it.";
  return [
    {
      title: "Apply the stacks",
      text,
      commands: stacks.flatMap(({ id }) =>
        ["init", "apply"].map((verb) => `terraform -chdir=${repositoryPath(plan, id)} ${verb}`),
      ),
    },
  ];
}

/** Flux takes back what somebody changes by the name of kubectl; it leaves fields of `flux-client-side-apply` alone (Flux's FAQ). */
function approvals(plan: Plan): readonly Omit<Step, "when">[] {
  const stacks = appliedUnits(plan).filter((unit): unit is TerraformUnit => unit.kind === "terraform");
  if (stacks.length === 0 || plan.info.delivery.approval === "auto") return [];
  const namespace = fluxNamespace(plan);
  const get = `${kubectl(plan)} --namespace ${namespace} get terraforms.infra.contrib.fluxcd.io`;
  const [first] = stacks.map((stack) => stackName(plan, stack));
  const order = stacks.map((stack) => code(stackName(plan, stack))).join(", ");
  return [
    {
      title: "Read and approve the plans",
      text: `Each stack waits for a person, in this order: ${order}. A plan is approved by its name, so a new commit needs a new approval.`,
      commands: [
        get,
        `stack=${first}`,
        `tfctl --namespace ${namespace} show plan "$stack"`,
        `plan=$(${get} "$stack" --output jsonpath='{.status.plan.pending}')`,
        `${kubectl(plan)} --namespace ${namespace} patch terraforms.infra.contrib.fluxcd.io "$stack" --type merge --field-manager flux-client-side-apply --patch "{\\"spec\\":{\\"approvePlan\\":\\"$plan\\"}}"`,
      ],
    },
  ];
}
