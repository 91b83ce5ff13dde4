import type { Artifact } from "../compile/artifact.js";
import { header } from "../compile/header.js";
import type { Plan } from "../compile/plan.js";
import { artifact } from "../delivery/folder.js";
import { withReads } from "../delivery/with-reads.js";
import { cost } from "./cost.js";
import { firstSteps } from "./first-steps.js";
import { operation } from "./operation.js";
import { preconditions } from "./preconditions.js";
import { diagram, endpoints, summary, units } from "./summary.js";
import { tables } from "./tables.js";
import { teardown } from "./teardown.js";

/** The environment's README: summary, preconditions, first steps, operation, cost and teardown. */
export function readme(plan: Plan): readonly Artifact[] {
  return withReads(plan, (noted) => [page(noted)]);
}

function page(plan: Plan): Artifact {
  const parts = [
    `${header("markdown", plan.environment.file)}# ${plan.info.name}\n`,
    summary(plan),
    diagram(plan),
    units(plan),
    endpoints(plan),
    tables(plan),
    preconditions(plan),
    firstSteps(plan),
    operation(plan),
    cost(plan),
    teardown(plan),
  ];
  const reads = [...plan.units, ...plan.chapters].flatMap((part) => part.reads);
  return artifact("README.md", parts.filter((part) => part !== "").join("\n"), { reads });
}
