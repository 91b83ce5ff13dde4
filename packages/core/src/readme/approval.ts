import type { Plan, TerraformUnit } from "../compile/plan.js";
import { fluxNamespace } from "../delivery/repository.js";
import { stackName } from "../delivery/terraform-object.js";
import { kubectl } from "./kubectl.js";

/**
 * A function of a POSIX shell by which a person reads the plans of stacks, one after the other, and approves them. The plan's name is read before
 * its text: where a commit comes in between, the approval is of a plan that is no more, and nothing is applied.
 *
 * Sources: tofu-controller 0.16, `api/plan/plan.go` (ConfigMaps of a readable plan, in pieces of 1 MiB) and `api/v1alpha2`
 * (`status.plan.pending`; `Ready` is unknown while a plan waits). At first there is neither the stack's object nor its CRD. Flux takes back
 * what somebody changes by the name of kubectl, and leaves fields of `flux-client-side-apply` alone (Flux's FAQ).
 */
export function approvalFunction(plan: Plan): readonly string[] {
  const flux = `${kubectl(plan)} --namespace ${fluxNamespace(plan)}`;
  const labels = ["plan-name=$name", "plan-workspace=default"].map((label) => `infra.contrib.fluxcd.io/${label}`);
  return [
    "approve() {",
    '  for name in "$@"; do',
    "    stack=terraforms.infra.contrib.fluxcd.io/$name",
    `    printf 'waiting for the plan of %s\\n' "$name"`,
    `    until plan=$(${flux} get "$stack" --output jsonpath='{.status.plan.pending}' 2>/dev/null) && [ -n "$plan" ]; do sleep 5; done`,
    `    ${flux} get configmaps --selector "${labels.join(",")}" --output jsonpath='{range .items[*]}{.data.tfplan}{end}' || return`,
    `    printf '\\n%s: type yes to apply %s: ' "$name" "$plan"`,
    `    read -r answer && [ "$answer" = yes ] || return`,
    `    ${flux} patch "$stack" --type merge --field-manager flux-client-side-apply --patch "{\\"spec\\":{\\"approvePlan\\":\\"$plan\\"}}" || return`,
    `    ${flux} wait "$stack" --for=condition=Ready --timeout=2h || return`,
    "  done",
    "}",
  ];
}

/** The command that approves the plans of these stacks. */
export function approvalOf(plan: Plan, stacks: readonly TerraformUnit[]): string {
  return ["approve", ...stacks.map((stack) => stackName(plan, stack))].join(" ");
}

/** The command that lists all stacks, with what each waits for. */
export function listOfStacks(plan: Plan): string {
  return `${kubectl(plan)} --namespace ${fluxNamespace(plan)} get terraforms.infra.contrib.fluxcd.io`;
}
