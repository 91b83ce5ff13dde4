import { isDeferred } from "../../component/deferred.js";
import { lens } from "../../component/lens.js";
import type { EnvironmentInfo, Part, TerraformPart } from "../../component/parts.js";
import type { Member, Reads, System } from "../../component/system.js";
import { stateBucketOf } from "../../environment/state-bucket.js";
import { notice } from "../header.js";
import { protect } from "./sentinel.js";
import { Stack, type StackSettings } from "./stack.js";

/** Lowest version whose S3 backend locks by itself; Terraform and OpenTofu agree on it. */
const requiredVersion = ">= 1.10.0";
/** Written by us: the bindings carry an exact version, which is older than what they work with. */
const providerVersion = ">= 5.100.0, < 7.0.0";

/** Asks for another component's output by name and hears which stack has it. */
export type FindStack = (component: string, output: string) => Stack;

/** Runs a component's `terraform` part. */
export function compileTerraform(system: System, { component, part, exports }: Member, reads: Reads, find: FindStack): Stack | undefined {
  const run = component.definition.terraform as ((part: TerraformPart) => Readonly<Record<string, unknown>>) | undefined;
  if (!run) return undefined;
  const given = part(reads);
  const stack = new Stack(component.name, settingsOf(given.environment, component.name, system.environment.file));
  const convert = (value: unknown): unknown => {
    if (isDeferred(value)) return stack.read(find(value.component, value.output), value.output);
    return typeof value === "string" ? protect(value) : lens(value, (_, leaf) => (typeof leaf === "object" && leaf !== null || typeof leaf === "string" ? convert(leaf) : leaf));
  };
  const published = run({
    environment: protectLeaves(given.environment),
    spec: protectLeaves(given.spec),
    exports: protectLeaves(exports),
    name: given.name,
    uses: usesIn(given, convert),
    stack: stack.scope,
  } as TerraformPart);
  for (const [name, value] of Object.entries(published)) if (value !== undefined) stack.output(name, value as string);
  return stack;
}

function protectLeaves<Value>(value: Value): Value {
  return lens(value, (_, leaf) => (typeof leaf === "string" ? protect(leaf) : leaf));
}

/** The uses, with every deferred value as an expression of this stack, made when it is first read. */
function usesIn(part: Part, convert: (value: unknown) => unknown): object {
  const seen = new Map<string, unknown>();
  return new Proxy(part.uses, {
    get: (uses: Readonly<Record<string, unknown>>, use: string) => {
      const offer = uses[use];
      if (typeof offer !== "object" || offer === null) return offer;
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

function settingsOf({ name, owner, stage, aws, state }: EnvironmentInfo, component: string, source: string): StackSettings {
  const { accountId, region, tags } = aws;
  const allTags = { ...tags, environment: name, owner, stage, "managed-by": "streamform" };
  return {
    state: { bucket: stateBucketOf({ aws, state }), key: `${name}/${component}/terraform.tfstate`, region },
    accountId,
    region,
    tags: Object.fromEntries(Object.entries(allTags).map(([key, value]) => [protect(key), protect(value)])),
    requiredVersion,
    providerVersion,
    notice: notice(source),
  };
}
