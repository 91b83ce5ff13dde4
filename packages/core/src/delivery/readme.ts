import type { Artifact } from "../compile/artifact.js";
import { header } from "../compile/header.js";
import type { Plan } from "../compile/plan.js";
import { artifact } from "./folder.js";
import { cost } from "./readme-cost.js";
import { firstSteps } from "./readme-first-steps.js";
import { operation } from "./readme-operation.js";
import { preconditions } from "./readme-preconditions.js";
import { diagram, endpoints, summary, units } from "./readme-summary.js";
import { tables } from "./readme-tables.js";
import { teardown } from "./readme-teardown.js";

/** The environment's front page: what it is, what it needs, how it comes up, what it costs and how it goes away. */
export function readme(plan: Plan): Artifact {
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
  return artifact("README.md", parts.filter((part) => part !== "").join("\n"));
}
