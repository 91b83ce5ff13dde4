import { type Deferred, isDeferred, type OutputValue } from "../../component/deferred.js";
import { type Keys, lens } from "../../component/lens.js";
import type { EnvironmentInfo, Part, TerraformPart } from "../../component/parts.js";
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
  const given = part(reads);
  const stack = new Stack(component.name, settingsOf(given.environment, system));
  const convert = (value: unknown): unknown => {
    if (isDeferred(value)) return stack.read(value, outputOf(value));
    return typeof value === "string"
      ? protect(value)
      : lens(value, (_, leaf) => (isDeferred(leaf) || typeof leaf === "string" ? convert(leaf) : leaf), protectedKeys);
  };
  const published = withoutStackTraces(() =>
    run({
      environment: protectText(given.environment),
      spec: protectText(given.spec),
      exports: protectText(given.exports),
      name: given.name,
      uses: usesIn(given, convert),
      stack: stack.scope,
      file: (file, content) => stack.file(file, content),
    } as TerraformPart),
  );
  stack.beside.push(...(component.extra?.moduleFiles ?? []));
  for (const [name, value] of Object.entries(published)) if (value !== undefined) stack.output(name, value as string);
  return stack;
}

const protectedKeys: Keys = { shown: protect, own: unprotected };

function protectText<Value>(value: Value): Value {
  return lens(value, (_, leaf) => (typeof leaf === "string" ? protect(leaf) : leaf), protectedKeys);
}

/** The uses, with every deferred value as an expression of this stack, made when it is first read. */
function usesIn(part: Part, convert: (value: unknown) => unknown): object {
  const seen = new Map<string, unknown>();
  return new Proxy(part.uses, {
    get: (uses: Readonly<Record<string, unknown>>, use: string) => {
      const offer = uses[use];
      if (typeof offer !== "object" || offer === null || isDeferred(offer)) return convert(offer);
      return new Proxy(offer, {
        get: (target, key) => {
          const id = `${use}.${String(key)}`;
          if (!seen.has(id)) seen.set(id, convert(Reflect.get(target, key)));
          return seen.get(id);
        },
      });
    },
  });
}

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
