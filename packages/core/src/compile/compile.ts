import type { AnyComponent } from "../component/any-component.js";
import type { Deferred, OutputValue } from "../component/deferred.js";
import type { System } from "../component/system.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { reportAt } from "../environment/report-at.js";
import { chapterOf } from "./chapters.js";
import { CompileError } from "./compile-error.js";
import { compileMember } from "./compile-member.js";
import type { Compiled } from "./compiled.js";
import { link } from "./link.js";
import { operatorLabels } from "./operator-labels.js";
import { compilePages } from "./pages.js";
import { parameterName, publishParameters } from "./parameters.js";
import { patchComponents } from "./patches/patch-components.js";
import type { Plan } from "./plan.js";
import { findReferences } from "./references.js";
import { sameObjects, unitsOf } from "./units.js";
import { refusedPods } from "./refused-pods.js";
import { unknownKinds } from "./unknown-kinds.js";
import { unknownPods } from "./unknown-pods.js";

/**
 * Compiles a system into a plan: every component's stack, chart and files, and the dependencies between them, found from the
 * references that they really make. Writes nothing.
 */
export function compile(system: System): { plan?: Plan; diagnostics: Diagnostic[] } {
  const { environment, info, members, kinds, awsTypes } = system;
  const diagnostics: Diagnostic[] = [];
  const report = (page: Page, { key }: AnyComponent, message: string, hint?: string) =>
    diagnostics.push(reportAt(environment, page, [key], message, hint));

  const compiled: Compiled[] = [];
  const outputs = new Map<string, ReadonlyMap<string, OutputValue>>();
  for (const member of members) {
    try {
      const own = compileMember(system, member, (component) => outputs.get(component));
      compiled.push(own);
      if (own.stack) outputs.set(member.component.name, own.stack.outputs);
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      report(error.page, member.component, error.message);
    }
  }
  if (diagnostics.length > 0) return { diagnostics };
  for (const { member, error } of publishParameters(environment.name, compiled))
    report(error.page, member.component, error.message);
  if (diagnostics.length > 0) return { diagnostics };

  const { components, patched, diagnostics: faults } = patchComponents(environment, compiled, kinds);
  for (const fault of faults) diagnostics.push(fault);
  if (hasErrors(diagnostics)) return { diagnostics };
  const units = components.flatMap((entry) => unitsOf(entry, environment));
  const charts = units.filter((unit) => unit.kind === "kubernetes");
  for (const [object, [first, second]] of sameObjects(charts))
    report(
      compilePages.sameObject,
      componentOf(system, second.component),
      `${first.component} and ${second.component} both create ${object}`,
    );
  for (const { component, message, hint } of unknownKinds(charts, kinds))
    report(compilePages.unknownKind, componentOf(system, component), message, hint);
  for (const { component, message } of operatorLabels(charts, kinds))
    report(compilePages.operatorLabel, componentOf(system, component), message);
  for (const { component, message } of refusedPods(charts, kinds))
    report(compilePages.refusedPod, componentOf(system, component), message);
  const { dependsOn, preconditions } = findReferences(charts, publishedBy(compiled), kinds);
  const { units: ordered, circle } = link(units, dependsOn, info);
  if (circle)
    report(
      compilePages.cyclicUnits,
      componentOf(system, circle[0]?.split("/")[1] ?? ""),
      `units wait for each other: ${circle.join(" → ")}`,
    );
  if (hasErrors(diagnostics)) return { diagnostics };
  for (const { component, message } of unknownPods(system, charts))
    report(compilePages.unknownPods, component, message);

  const drafts = draftsOf(system, compiled);
  const brought = new Set(charts.flatMap(({ helmReleases }) => helmReleases.flatMap(({ provides }) => provides)));
  const declared = drafts
    .flatMap((draft) => draft.preconditions)
    .filter(({ apiGroup }) => apiGroup === undefined || !brought.has(apiGroup));
  const chapters = drafts.map(({ preconditions: _, ...chapter }) => chapter);
  return {
    plan: {
      environment,
      info,
      units: ordered,
      preconditions: [...declared, ...preconditions],
      chapters,
      kinds,
      awsTypes,
      patched,
    },
    diagnostics,
  };
}

/** The components' chapters of the README, in reading order. */
function draftsOf({ environment, members }: System, compiled: readonly Compiled[]) {
  const published = new Set(compiled.flatMap(({ stack }) => stack?.parameterNames() ?? []));
  const parameterOf = (value: Deferred) => {
    const name = parameterName(environment.name, value);
    return published.has(name) ? name : undefined;
  };
  return members.toSorted((one, other) => one.place - other.place).map((member) => chapterOf(member, parameterOf));
}

/** Which unit makes the parameters and secrets that charts read. */
function publishedBy(compiled: readonly Compiled[]): ReadonlyMap<string, string> {
  return new Map(
    compiled.flatMap(({ member, stack }) =>
      (stack?.publishedNames() ?? []).map((name) => [name, `terraform/${member.component.name}`] as const),
    ),
  );
}

function componentOf({ members }: System, name: string): AnyComponent {
  const member = members.find(({ component }) => component.name === name);
  if (!member) throw new TypeError(`no component ${name}`);
  return member.component;
}
