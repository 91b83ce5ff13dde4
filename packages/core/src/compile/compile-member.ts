import type { Deferred, OutputValue } from "../component/deferred.js";
import type { Member, System } from "../component/system.js";
import { CompileError } from "./compile-error.js";
import type { Compiled } from "./compiled.js";
import { compileFiles } from "./files/compile-files.js";
import { compileKubernetes } from "./kubernetes/compile-kubernetes.js";
import { compilePages } from "./pages.js";
import { parameterName, unpublished } from "./parameters.js";
import { compileTerraform } from "./terraform/compile-terraform.js";

/** What the stacks of other components put out, by the component's name. */
export type OutputsOf = (component: string) => ReadonlyMap<string, OutputValue> | undefined;

/**
 * Runs the parts of one component. Nothing of another component is changed: a stack that reads an output needs to know whether that is a text, a number,
 * a list or a map, and that alone.
 */
export function compileMember(system: System, member: Member, outputsOf: OutputsOf): Compiled {
  const { component } = member;
  const sets = () => ({ terraform: new Set<string>(), kubernetes: new Set<string>(), hosts: new Set<string>() });
  const [reads, needs] = [sets(), sets()];
  const parameters: Deferred[] = [];
  const output = (value: Deferred): OutputValue => {
    needs.terraform.add(`terraform/${value.component}`);
    const found = outputsOf(value.component)?.get(value.output);
    if (found === undefined) throw unpublished(member, value);
    return found;
  };
  const parameter = (unit: "kubernetes" | "hosts") => (value: Deferred) => {
    needs[unit].add(`terraform/${value.component}`);
    reads[unit].add("name");
    parameters.push(value);
    return parameterName(system.environment.name, value);
  };
  const run = <Result>(part: string, step: () => Result): Result => {
    try {
      return step();
    } catch (error) {
      if (error instanceof CompileError) throw error;
      throw new CompileError(
        compilePages.componentFault,
        `${component.name} failed in its ${part} part: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  };
  const stack = run("terraform", () => compileTerraform(system, member, reads.terraform, output));
  const chart = run("kubernetes", () =>
    compileKubernetes(system, member, reads.kubernetes, parameter("kubernetes"), ({ name }) =>
      needs.kubernetes.add(`kubernetes/${name}`),
    ),
  );
  for (const id of component.extra?.after ?? []) for (const unit of [needs.terraform, needs.kubernetes]) unit.add(id);
  for (const id of component.extra?.moduleFiles.flatMap((file) => file.needs) ?? []) needs.terraform.add(id);
  const files = run("files", () => compileFiles(system, member, reads.hosts, parameter("hosts")));
  return { member, stack, chart, files, reads, needs, parameters };
}
