import { z } from "zod";

/** Any zod schema, as its parts see it. */
export type Schema = z.core.$ZodType;

function definition(schema: Schema): z.core.$ZodTypes["_zod"]["def"] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** The schemas from the outermost to the innermost, with wrappers such as optional, default and pipe opened. */
export function layersOf(schema: Schema): readonly Schema[] {
  const def = definition(schema);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "nonoptional":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
      return [schema, ...layersOf(def.innerType)];
    case "lazy":
      return [schema, ...layersOf(def.getter())];
    case "pipe":
      return [schema, ...layersOf(definition(def.in).type === "transform" ? def.out : def.in)];
    default:
      return [schema];
  }
}

/** The innermost of `layersOf`. */
export function inner(schema: Schema): Schema {
  return layersOf(schema).at(-1) ?? schema;
}

/** The definition of the innermost schema, to switch over by its `type`. */
export function definitionOf(schema: Schema): z.core.$ZodTypes["_zod"]["def"] {
  return definition(inner(schema));
}

/** What `.describe()` said, nearest to the outside first. */
export function descriptionOf(schema: Schema): string | undefined {
  return layersOf(schema)
    .map((layer) => z.globalRegistry.get(layer)?.description)
    .find((text) => text !== undefined);
}

/** The schemas of a map's known keys; undefined where the schema takes no map, or any key. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = definitionOf(schema);
  if (def.type === "object") return def.shape;
  if (def.type === "intersection") return { ...shapeOf(def.left), ...shapeOf(def.right) };
  return undefined;
}

/** The keys that a map cannot do without. */
export function requiredKeys(schema: Schema): readonly string[] {
  const parts = Object.entries(shapeOf(schema) ?? {});
  return parts.filter(([, part]) => !z.safeParse(part, undefined).success).map(([key]) => key);
}

/** The options of a union; undefined where the schema is none. */
export function optionsOf(schema: Schema): readonly Schema[] | undefined {
  const def = definitionOf(schema);
  return def.type === "union" ? def.options : undefined;
}

/** The option that a value was meant for: the option that accepts it, or that has its discriminator, or else the first with the key. */
export function optionFor(union: Schema, value: unknown, key?: string | number): Schema | undefined {
  const options = optionsOf(union) ?? [];
  const taking = options.find((option) => z.safeParse(option, value).success);
  if (taking) return taking;
  const def = definitionOf(union);
  const discriminator = def.type === "union" && "discriminator" in def ? String(def.discriminator) : undefined;
  if (discriminator !== undefined && typeof value === "object" && value !== null) {
    const mark = (value as Record<string, unknown>)[discriminator];
    return options.find((option) => {
      const marked = shapeOf(option)?.[discriminator];
      return marked !== undefined && z.safeParse(marked, mark).success;
    });
  }
  return key === undefined ? undefined : options.find((option) => child(option, key, undefined) !== undefined);
}

/** The schema of one key or item of a value. */
export function child(schema: Schema, key: string | number, value: unknown): Schema | undefined {
  const def = definitionOf(schema);
  switch (def.type) {
    case "object":
      return Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall;
    case "record":
      return def.valueType;
    case "array":
      return def.element;
    case "tuple":
      return def.items[Number(key)] ?? def.rest ?? undefined;
    case "intersection":
      return child(def.left, key, value) ?? child(def.right, key, value);
    case "union": {
      const option = optionFor(schema, value, key);
      return option && child(option, key, value);
    }
    default:
      return undefined;
  }
}

/** The schema at a path below another schema. The value at the path decides between options. */
export function schemaAt(schema: Schema, path: readonly PropertyKey[], value: unknown): Schema | undefined {
  let [current, below]: [Schema | undefined, unknown] = [schema, value];
  for (const key of path) {
    if (!current) return undefined;
    current = child(current, typeof key === "symbol" ? key.toString() : key, below);
    below = typeof below === "object" && below !== null ? (below as Record<PropertyKey, unknown>)[key] : undefined;
  }
  return current;
}

/** Whether a path may have a value. A strict map has the schema `never` for unknown keys. */
export function isPlace(schema: Schema, path: readonly PropertyKey[], value: unknown): boolean {
  const found = schemaAt(schema, path, value);
  return found !== undefined && definition(found).type !== "never";
}
