import type { Path } from "@streamform/core";
import { renderPath } from "@streamform/core/embedding";
import { z } from "zod";

/** The part of JSON Schema that describes the text fields of a spec. */
interface Json {
  readonly type?: unknown;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly additionalProperties?: boolean | Json;
  readonly items?: Json;
}

/** Every path below a value of the spec that accepts free text, with or without a value. */
export function textFields(schema: z.ZodType, spec: unknown): readonly Path[] {
  const json = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any", reused: "inline" });
  const places = fieldsOf(json as Json, spec, []).map((path) => [renderPath(path), path] as const);
  return [...new Map(places).values()];
}

function fieldsOf(node: Json, value: unknown, path: Path): readonly Path[] {
  const options = [node, ...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  const isText = options.some(
    (option) => option.type === "string" && option.enum === undefined && option.const === undefined,
  );
  return [...(isText ? [path] : []), ...options.flatMap((option) => fieldsWithin(option, value, path))];
}

function fieldsWithin({ properties = {}, additionalProperties, items }: Json, value: unknown, path: Path) {
  if (Array.isArray(value))
    return items ? value.flatMap((item: unknown, index) => fieldsOf(items, item, [...path, index])) : [];
  if (typeof value !== "object" || value === null) return [];
  const entries = value as Readonly<Record<string, unknown>>;
  const known = Object.entries(properties).flatMap(([key, part]) => fieldsOf(part, entries[key], [...path, key]));
  const named = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const others = Object.keys(entries).filter((key) => named && !Object.hasOwn(properties, key));
  return [...known, ...others.flatMap((key) => fieldsOf(named ?? {}, entries[key], [...path, key]))];
}
