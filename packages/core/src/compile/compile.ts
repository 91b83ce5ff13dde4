import type { AnyComponent } from "../component/any-component.js";
import type { Deferred } from "../component/deferred.js";
import type { Member, System } from "../component/system.js";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { chapterOf, type DraftChapter } from "./chapters.js";
import { CompileError } from "./compile-error.js";
import { compileFiles } from "./files/compile-files.js";
import { compileKubernetes } from "./kubernetes/compile-kubernetes.js";
import { compilePages } from "./pages.js";
import { patchUnits } from "./patches/patch-units.js";
import type { KubernetesUnit, Plan, Unit } from "./plan.js";
import { findReferences } from "./references.js";
import { compileTerraform } from "./terraform/compile-terraform.js";
import type { Stack } from "./terraform/stack.js";
import { topological } from "./topological.js";
import { type Compiled, sameObjects, unitsOf } from "./units.js";
import { unknownPods } from "./unknown-pods.js";

/** API group of the objects by which tofu-controller is told to run a stack. */
const terraformGroup = "infra.contrib.fluxcd.io";

/**
 * Compiles a system into a plan: every component's stack, chart and files, and the dependencies between them, found from the
 * references that they really make. Writes nothing.
 */
export function compile(system: System): { plan?: Plan; diagnostics: Diagnostic[] } {
  const { environment, info, members } = system;
  const diagnostics: Diagnostic[] = [];
  const report = (page: Page, component: AnyComponent, message: string) =>
    diagnostics.push(diagnosticAt(system, page, component, message));

  const compiled: Compiled[] = [];
  const drafts: DraftChapter[] = [];
  const parameters = new Map<string, string>();
  for (const member of members) {
    try {
      compiled.push(compileMember(system, member, compiled, parameters));
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      report(error.page, member.component, error.message);
    }
  }
  if (diagnostics.length > 0) return { diagnostics };
  for (const member of members.toSorted((one, other) => one.place - other.place))
    drafts.push(chapterOf(member, ({ component, output }) => parameters.get(`${component}.${output}`)));

  const patched = patchUnits(environment, compiled);
  for (const diagnostic of patched.flatMap((part) => part.diagnostics)) diagnostics.push(diagnostic);
  if (hasErrors(diagnostics)) return { diagnostics };
  const units = compiled.flatMap((entry) => unitsOf(entry, environment));
  const charts = units.filter((unit) => unit.kind === "kubernetes");
  for (const [object, [first, second]] of sameObjects(charts))
    report(
      compilePages.sameObject,
      componentOf(system, second.component),
      `${first.component} and ${second.component} both make ${object}`,
    );
  const { dependsOn, preconditions } = findReferences(charts, publishedBy(compiled));
  const ids = new Set(units.map(({ id }) => id));
  const linked = units.map(
    (unit): Unit => ({
      ...unit,
      dependsOn: [
        ...new Set([
          ...unit.dependsOn,
          ...(dependsOn.get(unit.id) ?? []),
          ...runners(unit, charts, system),
          ...ownStack(unit, units),
        ]),
      ]
        .filter((id) => ids.has(id))
        .sort(),
    }),
  );
  const { order, circle } = topological(linked.map(({ id, dependsOn }) => [id, dependsOn] as const));
  if (circle)
    report(
      compilePages.cyclicUnits,
      componentOf(system, circle[0]?.split("/")[1] ?? ""),
      `units wait for each other: ${circle.join(" → ")}`,
    );
  if (hasErrors(diagnostics)) return { diagnostics };
  for (const { component, message } of unknownPods(system, charts))
    report(compilePages.unknownPods, component, message);

  const brought = new Set(charts.flatMap(({ helmReleases }) => helmReleases.flatMap(({ provides }) => provides)));
  const declared = drafts
    .flatMap((draft) => draft.preconditions)
    .filter(({ apiGroup }) => apiGroup === undefined || !brought.has(apiGroup));
  const byId = new Map(linked.map((unit) => [unit.id, unit]));
  return {
    plan: {
      environment,
      info,
      units: order.map((id) => byId.get(id)).filter((unit) => unit !== undefined),
      preconditions: [...declared, ...preconditions],
      chapters: drafts.map(({ preconditions: _, ...chapter }) => chapter),
      patched,
    },
    diagnostics,
  };
}

/** Runs the parts of one component. What came before it is `done`; parameters are published in the stacks there. */
function compileMember(
  system: System,
  member: Member,
  done: readonly Compiled[],
  parameters: Map<string, string>,
): Compiled {
  const sets = () => ({ terraform: new Set<string>(), kubernetes: new Set<string>(), hosts: new Set<string>() });
  const entry: Compiled = { member, manifests: [], helmReleases: [], files: [], reads: sets(), needs: sets() };
  const find = (component: string, output: string): Stack => {
    const stack = (
      component === member.component.name ? entry : done.find((other) => other.member.component.name === component)
    )?.stack;
    if (!stack?.has(output))
      throw new CompileError(
        compilePages.unpublishedOutput,
        `${member.component.name} uses ${component}'s output ${output}, which is not published`,
      );
    return stack;
  };
  const publish =
    (unit: "kubernetes" | "hosts") =>
    ({ component, output }: Deferred) => {
      entry.needs[unit].add(`terraform/${component}`);
      entry.reads[unit].add("name");
      const name = `/streamform/${system.environment.name}/${component}/${kebab(output)}`;
      parameters.set(`${component}.${output}`, name);
      return find(component, output).parameter(output, name);
    };
  const read = (component: string, output: string) => {
    entry.needs.terraform.add(`terraform/${component}`);
    return find(component, output);
  };
  const run = <Result>(part: string, step: () => Result): Result => {
    try {
      return step();
    } catch (error) {
      if (error instanceof CompileError) throw error;
      throw new CompileError(
        compilePages.componentFault,
        `${member.component.name} failed in its ${part} part: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  };
  entry.stack = run("terraform", () => compileTerraform(system, member, entry.reads.terraform, read));
  entry.chart = run("kubernetes", () =>
    compileKubernetes(system, member, entry.reads.kubernetes, publish("kubernetes"), ({ name }) =>
      entry.needs.kubernetes.add(`kubernetes/${name}`),
    ),
  );
  entry.files = run("files", () => compileFiles(system, member, entry.reads.hosts, publish("hosts")));
  return entry;
}

/** A stack can only be run once the controller that runs it is there. */
function runners(unit: Unit, charts: readonly KubernetesUnit[], { info }: System): string[] {
  if (unit.kind !== "terraform" || info.delivery.terraform !== "controller") return [];
  return charts
    .filter(({ helmReleases }) => helmReleases.some(({ provides }) => provides.includes(terraformGroup)))
    .map(({ id }) => id);
}

/**
 * A chart comes after the stack of its own component: that is where its pods get their permissions in AWS from, and a pod that starts
 * before its service account has an EKS Pod Identity association never gets its credentials (Amazon EKS User Guide, EKS Pod Identities: they are
 * variables that are set in a new pod).
 */
function ownStack({ kind, component }: Unit, units: readonly Unit[]): string[] {
  if (kind !== "kubernetes") return [];
  return units.filter((unit) => unit.kind === "terraform" && unit.component === component).map(({ id }) => id);
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

function diagnosticAt(
  { environment }: System,
  { code, severity, instead }: Page,
  { key }: AnyComponent,
  message: string,
): Diagnostic {
  return {
    code,
    severity,
    message,
    hint: instead,
    environment: environment.name,
    path: key,
    position: environment.place([key]),
  };
}

function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
