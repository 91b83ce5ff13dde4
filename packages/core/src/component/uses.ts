import type { AnyComponent, Exporting, Optional } from "./any-component.js";
import type { Capability } from "./capability.js";
import type { Collection } from "./collection.js";
import type { VersionTable } from "./version-table.js";

/** Marks a use as optional: an environment does not need the component. */
export function optional<const Target extends AnyComponent | Capability>(target: Target): Optional<Target> {
  return { kind: "optional", target };
}

/** The components, capabilities, collections and version tables that a component uses, by the name it calls them. */
export type UsesMap = Readonly<Record<string, AnyComponent | Capability | Collection | VersionTable | Optional>>;

/** What a component, a capability, a collection or a version table has for others. */
export type Exported<Target> =
  Target extends Optional<infer Inner>
    ? Exported<Inner> | undefined
    : Target extends Collection<infer Entry>
      ? readonly Entry[]
      : Target extends VersionTable<infer Entries>
        ? Entries
        : Target extends Capability<infer Shape>
          ? Shape
          : Target extends Exporting<infer Exports>
            ? Exports
            : never;

/** The uses of a component as its parts see them. */
export type Used<Uses extends UsesMap> = { readonly [Key in keyof Uses]: Exported<Uses[Key]> };

/** Names of the required uses of a component, with the prefix `capability:` for capabilities. A collection may be empty. */
export type Required<Uses extends UsesMap> = {
  [Key in keyof Uses]: Uses[Key] extends Optional | Collection
    ? never
    : Uses[Key] extends Capability<unknown, infer Name>
      ? `capability:${Name}`
      : Uses[Key] extends { readonly name: infer Name extends string }
        ? Name
        : never;
}[keyof Uses];
