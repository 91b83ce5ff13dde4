import type { Chapter, Plan, PlannedEndpoint } from "../compile/plan.js";
import { block, code, plain, section, table } from "./markdown.js";
import { flowchart } from "./mermaid.js";
import { dependenciesOf, isApplied } from "./order.js";
import { repositoryPath } from "./repository.js";
import { shellWord } from "./shell-word.js";

/** What the environment is: the common part of its spec, and the facts that its components state. */
export function summary({ info, chapters }: Plan): string {
  const engines = { flux: "Flux", argocd: "Argo CD" } as const;
  const common = [
    ["Environment", "platform", info.platform],
    ["Environment", "stage", info.stage],
    ["Environment", "owner", info.owner],
    ["Environment", "AWS account and region", `${info.aws.accountId}, ${info.aws.region}`],
    [
      "Environment",
      "delivery",
      `${engines[info.delivery.engine]} from ${info.delivery.repository}, branch ${info.delivery.branch}`,
    ],
  ];
  const facts = chapters.flatMap(({ title, facts: lines }) => lines.map(({ label, value }) => [title, label, value]));
  return table(
    ["Part", "What", "Value"],
    [...common, ...facts].map((row) => row.map(plain)),
  );
}

/** The picture of the environment. */
export function diagram({ chapters }: Plan): string {
  const lines = flowchart(chapters.map((chapter) => chapter.diagram));
  return lines.length === 0 ? "" : section("Diagram", block("mermaid", lines));
}

/** The units in the order in which they become ready. */
export function units(plan: Plan): string {
  const who = {
    terraform: "tofu-controller",
    kubernetes: plan.info.delivery.engine === "flux" ? "Flux" : "Argo CD",
    hosts: "hosts and people",
  } as const;
  const rows = plan.units.map((unit, index) => {
    const by = unit.kind === "terraform" && !isApplied(plan, unit) ? "the pipeline" : who[unit.kind];
    const before = isApplied(plan, unit) ? dependenciesOf(plan, unit).map(({ id }) => id) : unit.dependsOn;
    return [String(index + 1), code(unit.id), plain(unit.title), by, before.map(code).join(", ") || "nothing"];
  });
  return rows.length === 0 ? "" : section("Units", table(["", "Unit", "What it is", "Applied by", "Waits for"], rows));
}

/** Addresses that people and programs connect to. */
export function endpoints(plan: Plan): string {
  const rows = plan.chapters.flatMap((chapter: Chapter) =>
    chapter.endpoints.map((endpoint) => [plain(endpoint.name), plain(endpoint.protocol), addressOf(plan, endpoint)]),
  );
  return rows.length === 0 ? "" : section("Endpoints", table(["Endpoint", "Protocol", "Address"], rows));
}

/** The address, or the command that tells it once its stack is applied. The port is part of most addresses that AWS gives out. */
function addressOf(plan: Plan, { address, port }: PlannedEndpoint): string {
  if ("known" in address) return code(port === undefined ? address.known : `${address.known}:${port}`);
  const command = address.parameter
    ? `aws ssm get-parameter --region ${plan.info.aws.region} --name ${shellWord(address.parameter)} --query Parameter.Value --output text`
    : `terraform -chdir=${repositoryPath(plan, address.unit)} output -raw ${shellWord(address.output)}`;
  return `${code(command)}${port === undefined ? "" : `, port ${port}`}`;
}
