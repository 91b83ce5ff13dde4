import type { SecretReference } from "../environment/fields.js";
import type { Deferred } from "./deferred.js";

/** Text with placeholders for values that no file contains: deferred values and secrets. The tag `text` creates it. */
export interface Text {
  readonly kind: "text";
  readonly parts: readonly (string | Deferred<string> | SecretReference)[];
}

/** Text that may hold deferred values and references to secrets: text`url=https://${store.address}`. */
export function text(
  literals: TemplateStringsArray,
  ...values: readonly (string | number | Deferred<string> | SecretReference)[]
): Text {
  const parts = literals.flatMap((literal, index) => {
    const value = values[index];
    return value === undefined ? [literal] : [literal, typeof value === "number" ? String(value) : value];
  });
  return { kind: "text", parts: parts.filter((part) => part !== "") };
}

export function isText(value: unknown): value is Text {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "text";
}
