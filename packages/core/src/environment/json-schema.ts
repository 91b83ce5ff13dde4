import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { PlatformShape } from "./load.js";

type Json = { readonly [key: string]: unknown };

/**
 * JSON Schema (draft-07, which yaml-language-server reads) of environment files and of the layers that they extend. A layer is only a part of an
 * environment, and `null` removes inherited values, so no key is required and each may be null; `validate` reports missing keys. The
 * components follow from `platform`; a layer without a platform may have any.
 */
export function environmentJsonSchema(platforms: readonly PlatformShape[]): Json {
  const definitions = new Map<string, unknown>();
  const shapes = platforms.map((platform) => {
    const { properties = {} } = z.toJSONSchema(platform.schema, {
      target: "draft-7",
      io: "input",
      unrepresentable: "any",
      reused: "inline",
    }) as { properties?: Readonly<Record<string, Json>> };
    const references = Object.entries(properties).filter(([key]) => key !== "platform");
    return {
      name: platform.name,
      platform: properties["platform"],
      keys: Object.fromEntries(
        references.map(([key, schema]) => [key, define(definitions, key, platform.name, schema)]),
      ),
    };
  });
  const description = shapes[0]?.platform?.["description"];
  const platformKey = {
    type: "string",
    enum: shapes.map(({ name }) => name),
    ...(description === undefined ? {} : { description }),
  };
  const mapOf = (keys: Json): Json => ({
    type: "object",
    properties: { platform: platformKey, ...keys },
    additionalProperties: false,
  });
  for (const { name, keys } of shapes) definitions.set(`platform.${name}`, mapOf(keys));
  definitions.set("layer", mapOf(Object.assign({}, ...shapes.toReversed().map(({ keys }) => keys)) as Json));

  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Streamform environment",
    description: "An environment of Streamform, or a layer that environments extend.",
    type: "object",
    allOf: [
      { if: { required: ["platform"] }, else: { $ref: "#/definitions/layer" } },
      ...shapes.map(({ name }) => ({
        if: { properties: { platform: { const: name } }, required: ["platform"] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { $ref: `#/definitions/platform.${name}` },
      })),
      { properties: { platform: platformKey } },
    ],
    definitions: Object.fromEntries(definitions),
  };
}

/** Stores the schema of a top-level key once for all platforms that have the same. */
function define(definitions: Map<string, unknown>, key: string, platform: string, schema: Json): Json {
  const relaxed = relax(schema);
  const shared = definitions.get(key);
  const name = shared === undefined || isDeepStrictEqual(shared, relaxed) ? key : `${key}.${platform}`;
  definitions.set(name, relaxed);
  return { $ref: `#/definitions/${name}` };
}

/** The schema of a part of a layer: keys of maps are optional and may be null. Items of lists are whole, since lists replace. */
function relax(schema: Json): Json {
  const { required: _, oneOf, anyOf, allOf, properties, additionalProperties, ...rest } = schema;
  const options = (anyOf ?? oneOf) as readonly Json[] | undefined;
  return nullable({
    ...rest,
    ...(options && {
      anyOf: [...options.map(relax), ...(options.every((option) => "const" in option) ? [{ type: "null" }] : [])],
    }),
    ...(allOf ? { allOf: (allOf as readonly Json[]).map(relax) } : {}),
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, relax(part as Json)])) }
      : {}),
    ...(additionalProperties === undefined
      ? {}
      : {
          additionalProperties:
            typeof additionalProperties === "object" ? relax(additionalProperties as Json) : additionalProperties,
        }),
  });
}

function nullable(schema: Json): Json {
  const { type, enum: values, ...rest } = schema;
  // A discriminator: null as another option would only clutter completion.
  if ("const" in schema) return schema;
  const kind = type === undefined ? {} : { type: [...(Array.isArray(type) ? (type as unknown[]) : [type]), "null"] };
  return { ...rest, ...kind, ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}) };
}
