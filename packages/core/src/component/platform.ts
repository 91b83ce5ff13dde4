import { z } from "zod";
import { baseSpec } from "../environment/base-spec.js";
import type { Kind } from "../kinds/kind.js";
import type { AnyComponent } from "./any-component.js";
import type { Component } from "./component.js";

/** Names that the components of a platform offer to each other. */
type Offered<Components extends readonly AnyComponent[]> = {
  [Index in keyof Components]: Components[Index] extends Component<
    infer Name,
    z.ZodType,
    unknown,
    string,
    infer Provides
  >
    ? Name | `capability:${Provides}`
    : never;
}[number];

type Missing<Candidate, Available> =
  Candidate extends Component<string, z.ZodType, unknown, infer Requires, string>
    ? Exclude<Requires, Available>
    : never;

/** The components; or, if a component uses another that the platform lacks, a type that names it. */
type Complete<Components extends readonly AnyComponent[]> = {
  readonly [Index in keyof Components]: [Missing<Components[Index], Offered<Components>>] extends [never]
    ? Components[Index]
    : { readonly "the platform lacks what this component uses": Missing<Components[Index], Offered<Components>> };
};

type DeepPartial<Value> = Value extends readonly unknown[] | string | number | boolean | bigint | null | undefined
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: DeepPartial<Value[Key]> | null }
    : Value;

/** What may be written under each component's key in a layer; `null` takes an inherited entry away. */
export type ComponentInputs<Components extends readonly AnyComponent[]> = {
  [Candidate in Components[number] as Candidate["key"]]?: DeepPartial<z.input<Candidate["spec"]>> | null;
};

/** Components and defaults, nothing else. */
export interface Platform<
  Name extends string = string,
  Components extends readonly AnyComponent[] = readonly AnyComponent[],
> {
  readonly kind: "platform";
  readonly name: Name;
  readonly title: string;
  readonly components: Components;
  /** The layer below every other. */
  readonly defaults: ComponentInputs<Components>;
  /** A whole environment of this platform. */
  readonly schema: z.ZodType;
  /** Further kinds of objects in its clusters, in addition to those of its components. */
  readonly kinds: readonly Kind[];
  /** Files with the fields of kinds beyond core's own, in the form of `FieldTable`. */
  readonly fields: readonly URL[];
}

/** An environment file written in TypeScript. */
export type EnvironmentInput<Target extends Platform> =
  Target extends Platform<infer Name, infer Components>
    ? Omit<DeepPartial<z.input<typeof baseSpec>>, "platform"> & { platform: Name } & ComponentInputs<Components>
    : never;

/** Puts a platform together. Whichever of its components uses another that is not in the list is a type error at that component. */
export function definePlatform<
  const Name extends string,
  const Components extends readonly AnyComponent[],
>(definition: {
  readonly name: Name;
  readonly title: string;
  readonly components: Complete<Components> & Components;
  /** Those of another platform fit one with more components. */
  readonly defaults?: ComponentInputs<NoInfer<Components>>;
  readonly kinds?: readonly Kind[];
  readonly fields?: readonly URL[];
}): Platform<Name, Components> {
  const components: Components = definition.components;
  refuseSharedKeys(definition.name, components);
  let schema: z.ZodType | undefined;
  return {
    kind: "platform",
    name: definition.name,
    title: definition.title,
    components,
    defaults: definition.defaults ?? {},
    kinds: definition.kinds ?? [],
    fields: definition.fields ?? [],
    get schema() {
      schema ??= baseSpec.extend({
        platform: z.literal(definition.name).describe(`Platform to generate: ${definition.name}, ${definition.title}.`),
        ...Object.fromEntries(components.map((component) => [component.key, component.spec.optional()])),
      });
      return schema;
    },
  };
}

function refuseSharedKeys(platform: string, components: readonly AnyComponent[]): void {
  const owners = new Map(Object.keys(baseSpec.shape).map((key) => [key, "every environment"]));
  for (const { key, name } of components) {
    const owner = owners.get(key);
    if (owner !== undefined)
      throw new TypeError(`platform ${platform}: the key ${key} of ${name} belongs to ${owner} already`);
    owners.set(key, name);
  }
}
