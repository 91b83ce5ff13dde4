import { applyPatch, type Operation } from "rfc6902";
import type { JsonOperation } from "../../environment/patches-spec.js";
import { isFields } from "../../kinds/fields/plain-data.js";
import { patchPages } from "./pages.js";
import { PatchError } from "./patch-error.js";

/**
 * Applies a JSON patch (RFC 6902) to a copy of a value.
 *
 * @throws PatchError at the first operation that fails
 */
export function jsonPatch(value: unknown, operations: readonly JsonOperation[]): unknown {
  const document = { "": structuredClone(value) };
  for (const [index, operation] of operations.entries()) {
    const { path, from, value: given = null, op } = structuredClone(operation);
    const moved = op === "move" || op === "copy";
    const asked = { op, path: `/${path}`, ...(moved ? { from: `/${from}` } : { value: given }) } as Operation;
    const [failure] = applyPatch(document, [asked]);
    if (!failure) continue;
    const fail = (message: string, hint: string) => new PatchError(patchPages.failed, message, { at: [index], hint });
    if (failure.name === "TestError")
      throw fail(`${path} is not what the test expects`, `it is ${JSON.stringify(valueAt(document[""], path))}`);
    const missing = moved && valueAt(document[""], from ?? "") === undefined ? (from ?? "") : path;
    throw fail(`${op} fails: there is no ${missing}`, siblings(document[""], missing));
  }
  return document[""];
}

function steps(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function valueAt(value: unknown, pointer: string): unknown {
  return steps(pointer).reduce<unknown>(
    (holder, step) =>
      typeof holder === "object" && holder !== null && Object.hasOwn(holder, step)
        ? (holder as Readonly<Record<string, unknown>>)[step]
        : undefined,
    value,
  );
}

/** What there is instead: the keys of the nearest map, or the length of the nearest list, that the pointer goes through. */
function siblings(value: unknown, pointer: string): string {
  for (let parts = pointer.split("/").slice(0, -1); parts.length > 0; parts = parts.slice(0, -1)) {
    const holder = valueAt(value, parts.join("/"));
    const place = parts.length === 1 ? "the top" : parts.join("/");
    if (Array.isArray(holder)) return `${place} is a list of ${holder.length}`;
    if (isFields(holder)) return `at ${place} there are ${Object.keys(holder).sort().join(", ") || "no keys"}`;
  }
  return "a pointer begins with /";
}
