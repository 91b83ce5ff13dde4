import fc from "fast-check";
import type { AnyComponent } from "../component/any-component.js";
import { systemOf } from "../component/testing.js";
import { forbiddenCharacter } from "../environment/text.js";
import { compile } from "./compile.js";
import type { Plan } from "./plan.js";

/** Characters and words that some language or other reads as its own. */
const traps = [
  ..." \n\t\r\u0085\u2028\u2029\ufeff\u00a0#:-?'\"`\\{}[]()<>&*!|%@$^~=,;.0+xyneé",
  "\u{1f980}",
  "${",
  "%{",
  "$$",
  "$(",
  "{{",
  "}}",
  "<<",
  "---",
  "...",
  ": ",
  " #",
  "- ",
  "0o17",
  "1e3",
  "1:30",
  "2026-11-21",
  "null",
  "yes",
  "\\u0041",
  "&amp;",
  "]]>",
  "*/",
  "#{TfToken[TOKEN.0]}",
  "${TfToken[TOKEN.0]}",
];

/** Any text that a spec may hold, more often than not an awkward one. */
export const specText: fc.Arbitrary<string> = fc
  .oneof(
    fc.array(fc.constantFrom(...traps), { maxLength: 8 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 20 }),
  )
  .filter((text) => !forbiddenCharacter(text));

/** A few hundred of them, always the same, for readers that are too slow to be asked one by one. */
export const manyTexts: readonly string[] = fc.sample(specText, { numRuns: 400, seed: 21 });

/** What an environment of these components compiles to. Throws where it does not. */
export function planOf(object: Readonly<Record<string, unknown>>, components: readonly AnyComponent[]): Plan {
  const { plan, diagnostics } = compile(systemOf(object, components));
  if (!plan) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return plan;
}

/** The diagnostics of `compile` for an environment with these components, as `SF3001 message`. */
export function refusals(object: Readonly<Record<string, unknown>>, components: readonly AnyComponent[]): string[] {
  return compile(systemOf(object, components)).diagnostics.map(({ code, message }) => `${code} ${message}`);
}

/** Content of a generated file. */
export function contentOf({ units }: Plan, path: string): string {
  const artifacts = units.flatMap((unit) => unit.artifacts);
  const found = artifacts.find((artifact) => artifact.path === path);
  if (!found) throw new Error(`no ${path} among ${artifacts.map((artifact) => artifact.path).join(", ")}`);
  return found.content;
}

/** Reads a text as Terraform does; throws at an expression. Held against Terraform 1.11 with the same texts. */
export function evaluate(template: string): string {
  return template.replace(/\$\$\{|%%\{|[$%]\{/g, (mark) => {
    if (mark.length === 2) throw new Error(`an expression: ${template}`);
    return mark.slice(1);
  });
}
