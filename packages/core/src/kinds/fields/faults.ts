import type { Path } from "../../diagnostics/path.js";
import { closest } from "../../environment/suggest.js";
import type { FieldType, Shape } from "./table.js";

/** A field that a kind does not have, or a value that a field does not take. */
export interface FieldFault {
  /** The field, from the top of the object. */
  readonly field: Path;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Holds an object, or a part of one, against its shape. Whether required fields are there is not asked. */
export function fieldFaults(value: unknown, { table, type }: Shape, field: Path = []): readonly FieldFault[] {
  if (value === null || value === undefined || type === "anything") return [];
  const within = (below: unknown, step: string | number, expected: FieldType) =>
    fieldFaults(below, { table, type: expected }, [...field, step]);
  const expected = typeof type === "number" ? "map" : typeof type === "string" ? type : type[0];
  if (!takes(expected, value)) {
    const message = `${String(field.at(-1) ?? "the object")} takes a ${expected}, not a ${typeOf(value)}`;
    return [{ field, message }];
  }
  if (typeof type === "string") return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => within(item, index, elementOf(type)));
  return Object.entries(value).flatMap(([key, entry]) => {
    if (typeof type !== "number") return within(entry, key, elementOf(type));
    const fields = table.types[type] ?? {};
    const known = fields[key];
    return known === undefined ? [unknownField([...field, key], Object.keys(fields))] : within(entry, key, known);
  });
}

function elementOf(type: FieldType): FieldType {
  return typeof type === "object" ? type[1] : "anything";
}

function takes(expected: string, value: unknown): boolean {
  const type = typeOf(value);
  if (expected === "whole number") return Number.isInteger(value);
  return expected === type || (expected === "number or text" && (type === "number" || type === "text"));
}

function unknownField(field: Path, known: readonly string[]): FieldFault {
  const key = String(field.at(-1));
  const similar = closest(key, known);
  const listed = known.length <= 12 ? `known here: ${known.join(", ")}` : undefined;
  return {
    field,
    message: `there is no field ${key} here`,
    hint: similar === undefined ? listed : `did you mean ${similar}?`,
  };
}

/** A value's type in the words of messages. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object") return "map";
  return { string: "text", boolean: "truth value" }[typeof value as string] ?? typeof value;
}
