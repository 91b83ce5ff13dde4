import type { Deferred } from "../component/deferred.js";
import type { Member } from "../component/system.js";
import { CompileError } from "./compile-error.js";
import type { Compiled } from "./compiled.js";
import { compilePages } from "./pages.js";

/** Name of the SSM parameter that holds an output once its stack is applied. */
export function parameterName(environment: string, { component, output }: Deferred): string {
  const words = output.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  return `/streamform/${environment}/${component}/${words}`;
}

/** A reader of an output, and the reason why the output is missing. */
export interface Refusal {
  readonly member: Member;
  readonly error: CompileError;
}

/** Makes every stack publish the outputs that charts and host files read, as SSM parameters. */
export function publishParameters(environment: string, compiled: readonly Compiled[]): readonly Refusal[] {
  const stacks = new Map(compiled.map(({ member, stack }) => [member.component.name, stack]));
  return compiled.flatMap(({ member, parameters }) =>
    parameters.flatMap((value) => {
      const stack = stacks.get(value.component);
      if (!stack?.outputs.has(value.output)) return [{ member, error: unpublished(member, value) }];
      stack.parameter(value.output, parameterName(environment, value));
      return [];
    }),
  );
}

/** What is wrong where a component reads an output that nobody publishes. */
export function unpublished({ component }: Member, { component: supplier, output }: Deferred): CompileError {
  return new CompileError(
    compilePages.unpublishedOutput,
    `${component.name} uses ${supplier}'s output ${output}, which is not published`,
  );
}
