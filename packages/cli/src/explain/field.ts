import { isDeepStrictEqual } from "node:util";
import type { Path } from "@streamform/core";
import { type PlatformShape, schemaAt } from "@streamform/core/embedding";
import { z } from "zod";

/** The schema's description of a field of the spec. */
export interface Field {
  readonly description?: string | undefined;
  /** The allowed values, in words: `text`, `one of TLS, PLAINTEXT`, `map with keys cidr, zones`. */
  readonly takes: string;
  readonly default?: unknown;
  /** Known keys of a map, with the first sentence of their descriptions. */
  readonly keys: readonly { readonly key: string; readonly description: string }[];
}

/** The part of JSON Schema that describes the allowed values. */
interface Json {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly allOf?: readonly Json[];
  readonly properties?: Readonly<Record<string, Json>>;
  readonly additionalProperties?: boolean | Json;
  readonly items?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** Whether a spec can have a value at a path. A strict map has the schema `never` for unknown keys. */
export function isPlace({ schema }: PlatformShape, path: Path): boolean {
  const found = schemaAt(schema, path, undefined);
  return found !== undefined && found._zod.def.type !== "never";
}

/** The description of a path in a platform's schema; undefined if there is no such field. */
export function fieldAt(platform: PlatformShape, path: Path): Field | undefined {
  const found = isPlace(platform, path) ? schemaAt(platform.schema, path, undefined) : undefined;
  if (!found) return undefined;
  const json = z.toJSONSchema(found, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    reused: "inline",
  }) as Json;
  const fallback = path.reduce<unknown>(
    (value, key) => (isRecord(value) ? value[String(key)] : undefined),
    platform.defaults,
  );
  return {
    description: json.description,
    takes: json.properties ? "map" : takes(json),
    default: [fallback, json.default].find((value) => value !== undefined && !isDeepStrictEqual(value, {})),
    keys: Object.entries(json.properties ?? {}).map(([key, { description = "" }]) => ({
      key,
      description: firstSentence(description),
    })),
  };
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
};

function takes(json: Json): string {
  if (json.const !== undefined) return String(json.const);
  if (json.enum) return `one of ${json.enum.map(String).join(", ")}`;
  const options = json.anyOf ?? json.oneOf;
  if (options) return [...new Set(options.map(takes))].join(", or ");
  if (json.properties) return `map with the keys ${Object.keys(json.properties).join(", ")}`;
  if (isRecord(json.additionalProperties)) return `map by name, each: ${takes(json.additionalProperties)}`;
  if (json.type === "array") return json.items ? `list, each: ${takes(json.items)}` : "list";
  if (json.allOf) return json.allOf.map(takes).join(", and ");
  const kinds = typeof json.type === "string" ? [json.type] : (json.type ?? []);
  if (kinds.length === 0) return "any value";
  return kinds
    .map((kind) => `${words[kind] ?? kind}${/^(integer|number)$/.test(kind) ? range(json) : ""}`)
    .join(", or ");
}

/** Bounds that the schema sets, without the bounds of safe integers. */
function range({ minimum, maximum }: Json): string {
  const from = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? ` from ${minimum}` : "";
  const to = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? ` to ${maximum}` : "";
  return `${from}${to}`;
}

function firstSentence(text: string): string {
  return /^.*?[.:;](?=\s|$)/s.exec(text)?.[0].replace(/[.:;]$/, "") ?? text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
