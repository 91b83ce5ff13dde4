import type { Plan } from "../compile/plan.js";

/** An output of a stack that a generated value refers to. */
export interface OutputReference {
  /** The stack's unit, as `terraform/network`. */
  readonly unit: string;
  /** Terraform's name of the output. */
  readonly output: string;
}

const remoteState = /\bdata\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)/g;
const parameterName = /\/[\w./-]+/g;

/** The outputs of other units that a generated value refers to, by a remote state or by the SSM parameter that publishes them. */
export function outputsIn(value: unknown, { units }: Plan, reader: string): readonly OutputReference[] {
  const stacks = units.filter((unit) => unit.kind === "terraform" && unit.id !== reader);
  const found = new Map<string, OutputReference>();
  const add = (unit: string, output: string) => {
    const known = stacks.some(
      (stack) => stack.id === unit && stack.kind === "terraform" && stack.outputs.includes(output),
    );
    if (known) found.set(`${unit} ${output}`, { unit, output });
  };
  for (const text of textsIn(value)) {
    for (const [, component = "", output = ""] of text.matchAll(remoteState)) add(`terraform/${component}`, output);
    for (const [name] of text.matchAll(parameterName)) {
      const stack = stacks.find((unit) => unit.kind === "terraform" && unit.parameters.includes(name));
      if (stack) add(stack.id, (name.split("/").at(-1) ?? "").replaceAll("-", "_"));
    }
  }
  return [...found.values()];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
