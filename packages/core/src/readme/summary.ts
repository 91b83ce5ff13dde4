import type { Chapter, Plan, PlannedEndpoint, Unit } from "../compile/plan.js";
import { codeSpan } from "../component/code-span.js";
import { shellWord } from "../component/shell-word.js";
import { dependenciesOf, isApplied, levelsOf } from "../delivery/order.js";
import { repositoryPath } from "../delivery/repository.js";
import { block, plain, section, table } from "./markdown.js";
import { flowchart } from "./mermaid.js";

/** What the environment is: the common part of its spec, and the facts that its components state. */
export function summary({ info, chapters }: Plan): string {
  const engines = { flux: "Flux", argocd: "Argo CD" } as const;
  const { delivery } = info;
  const common = [
    { label: "Platform", value: info.platform },
    { label: "Stage", value: info.stage },
    { label: "Owner", value: info.owner },
    { label: "AWS account and region", value: `${info.aws.accountId}, ${info.aws.region}` },
    { label: "Delivery", value: `${engines[delivery.engine]} from ${delivery.repository}, branch ${delivery.branch}` },
  ];
  const parts = [{ title: "Environment", facts: common }, ...chapters];
  return table(["Part", "What", "Value"], parts.flatMap(rowsOf));
}

/** A part's facts. The title is on the first line only, and is not repeated as a fact's label. */
function rowsOf({ title, facts }: Pick<Chapter, "title" | "facts">): readonly (readonly string[])[] {
  return facts.map(({ label, value }, index) => [
    index === 0 ? `**${plain(title)}**` : "",
    label === title ? "" : plain(label),
    plain(value),
  ]);
}

/** The picture of the environment. */
export function diagram({ chapters }: Plan): string {
  const lines = flowchart(chapters.map((chapter) => chapter.diagram));
  return lines.length === 0 ? "" : section("Diagram", block("mermaid", lines));
}

/** The units in the order in which they become ready: those with the same number come up at the same time. Host files come last, in no order. */
export function units(plan: Plan): string {
  const levels = numberedLevels(plan);
  const level = ({ id }: Unit) => levels.get(id) ?? Number.POSITIVE_INFINITY;
  const rows = plan.units
    .toSorted((a, b) => (level(a) === level(b) ? 0 : level(a) - level(b)))
    .map((unit) => {
      const before = isApplied(plan, unit) ? dependenciesOf(plan, unit).map(({ id }) => id) : unit.dependsOn;
      const number = levels.get(unit.id)?.toString() ?? "";
      return [
        number,
        codeSpan(unit.id),
        plain(unit.title),
        appliedBy(plan, unit),
        before.map(codeSpan).join(", ") || "nothing",
      ];
    });
  return rows.length === 0
    ? ""
    : section("Units", table(["Level", "Unit", "What it is", "Applied by", "Waits for"], rows));
}

/** Levels, counted from 1. The pipeline's stacks are counted separately. */
function numberedLevels(plan: Plan): ReadonlyMap<string, number> {
  const levels = new Map([...levelsOf(plan)].map(([id, level]) => [id, level + 1]));
  if (plan.info.delivery.terraform === "controller") return levels;
  for (const { kind, id, dependsOn } of plan.units) {
    const stacks = dependsOn.filter((dependency) => dependency.startsWith("terraform/"));
    if (kind === "terraform") levels.set(id, Math.max(0, ...stacks.map((stack) => levels.get(stack) ?? 0)) + 1);
  }
  return levels;
}

function appliedBy(plan: Plan, unit: Unit): string {
  if (unit.kind === "hosts") return "hosts and people";
  if (unit.kind === "terraform") return isApplied(plan, unit) ? "tofu-controller" : "the pipeline";
  return plan.info.delivery.engine === "flux" ? "Flux" : "Argo CD";
}

/** Addresses that people and programs connect to. */
export function endpoints(plan: Plan): string {
  const rows = plan.chapters.flatMap((chapter: Chapter) =>
    chapter.endpoints.map((endpoint) => [plain(endpoint.name), plain(endpoint.protocol), addressOf(plan, endpoint)]),
  );
  return rows.length === 0 ? "" : section("Endpoints", table(["Endpoint", "Protocol", "Address"], rows));
}

/** The address, or the command that prints it after its stack is applied. Most addresses from AWS include the port. */
function addressOf(plan: Plan, { address, port }: PlannedEndpoint): string {
  if ("known" in address) return codeSpan(port === undefined ? address.known : `${address.known}:${port}`);
  const command = address.parameter
    ? `aws ssm get-parameter --region ${plan.info.aws.region} --name ${shellWord(address.parameter)} --query Parameter.Value --output text`
    : `terraform -chdir=${repositoryPath(plan, address.unit)} output -raw ${shellWord(address.output)}`;
  return `${codeSpan(command)}${port === undefined ? "" : `, port ${port}`}`;
}
