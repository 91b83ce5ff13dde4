declare const shapeType: unique symbol;

/** What several components can be, such as a database: others use the capability and work with any of them. */
export interface Capability<Shape = unknown, Name extends string = string> {
  readonly kind: "capability";
  readonly name: Name;
  readonly [shapeType]?: Shape;
}

/** Declares a capability: `defineCapability<Database>()("database")`. */
export function defineCapability<Shape>(): <const Name extends string>(name: Name) => Capability<Shape, Name> {
  return (name) => ({ kind: "capability", name });
}

/** A component's implementation of a capability. `Part` is the part of the component that its function reads. */
export interface Provision<Part, Name extends string = string> {
  readonly capability: Capability<unknown, Name>;
  readonly value: (part: Part) => unknown;
}

/** Says how a component provides a capability. */
export function provide<Shape, Name extends string, Part>(
  capability: Capability<Shape, Name>,
  value: (part: Part) => Shape,
): Provision<Part, Name> {
  return { capability, value };
}
