import { type Deferred, isDeferred, type OutputValue } from "../../component/deferred.js";
import { lens, type Shown } from "../../component/lens.js";
import type { EnvironmentInfo, TerraformPart } from "../../component/parts.js";
import type { Reads } from "../../component/reads.js";
import type { Member, System } from "../../component/system.js";
import { stateBucketOf } from "../../environment/state-bucket.js";
import { notice } from "../header.js";
import { protect, unprotected } from "./sentinel.js";
import { Stack, type StackSettings } from "./stack.js";
import { withoutStackTraces } from "./stack-traces.js";
import { terraformVersions } from "./versions.js";

/**
 * Runs a component's `terraform` part.
 *
 * @param outputOf what another component's stack puts out for a deferred value; its type decides the expression that reads it
 */
export function compileTerraform(
  system: System,
  { component, part }: Member,
  reads: Reads,
  outputOf: (value: Deferred) => OutputValue,
): Stack | undefined {
  const run = component.definition.terraform as
    | ((part: TerraformPart) => Readonly<Record<string, unknown>>)
    | undefined;
  if (!run) return undefined;
  const stack = new Stack(component.name, settingsOf(part(reads).environment, system));
  const given = part(reads, protectedText);
  // Every deferred value is an expression of this stack, made when it is first read.
  const inStack: Shown = {
    ...protectedText,
    leaf: (leaf) => (isDeferred(leaf) ? stack.read(leaf, outputOf(leaf)) : protectedText.leaf(leaf)),
  };
  const published = withoutStackTraces(() =>
    run({
      ...given,
      uses: lens(given.uses, () => {}, inStack),
      stack: stack.scope,
      file: (file, content) => stack.file(file, content),
    } as TerraformPart),
  );
  stack.beside.push(...(component.extra?.moduleFiles ?? []));
  for (const [name, value] of Object.entries(published)) if (value !== undefined) stack.output(name, value as string);
  return stack;
}

const protectedText: Shown = {
  leaf: (leaf) => (typeof leaf === "string" ? protect(leaf) : leaf),
  key: { shown: protect, own: unprotected },
};

function settingsOf(
  { name, owner, stage, aws, state }: EnvironmentInfo,
  { environment, versions }: Pick<System, "environment" | "versions">,
): StackSettings {
  const { accountId, region, tags } = aws;
  const bucket = stateBucketOf({ aws, state });
  const allTags = { ...tags, environment: name, owner, stage, "managed-by": "streamform" };
  return {
    stateOf: (component) => ({ bucket, key: `${name}/${component}/terraform.tfstate`, region }),
    accountId,
    region,
    tags: Object.fromEntries(Object.entries(allTags).map(([key, value]) => [protect(key), protect(value)])),
    notice: notice(environment.file),
    versions: versions(terraformVersions).terraform,
  };
}
