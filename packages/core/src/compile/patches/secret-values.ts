import { isDeepStrictEqual } from "node:util";
import { type Path, valueAt } from "../../diagnostics/path.js";
import type { Manifest } from "../../kinds/manifest.js";
import { type Fields, isFields } from "./merge.js";
import { patchPages } from "./pages.js";
import type { Violation } from "./violation.js";

const page = patchPages.holdsSecret;

/** Names of variables and arguments whose values are secret, and names of those that only refer to a secret. */
const secretName = /passw(or)?d|secret|token|credential|(private|access|api)_?key/i;
const aboutSecret =
  /(file|path|name|arn|id|url|uri|endpoint|type|class|location|seconds|version|policy|ttl|mechanism)s?$/i;

/** Values that are always secrets. Sources: RFC 7468; AWS IAM user guide, IAM identifiers. */
const secretText = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b/;

/** Whether a value of that name is one to keep out of Git. References and expressions are no values. */
export function isSecret(name: string, value: unknown): boolean {
  if (typeof value !== "string" || value === "" || /^\$[({]|\$\{/.test(value)) return false;
  return secretName.test(name) && !aboutSecret.test(name);
}

/** Secret values that a patch writes into a Kubernetes object. No message repeats one. */
export function secretsWritten(before: Manifest, after: Fields): readonly Violation[] {
  const data = ["data", "stringData"].flatMap((key): Violation[] =>
    before.kind === "Secret" && !isDeepStrictEqual(valueAt(before, [key]), valueAt(after, [key]))
      ? [{ page, field: [key], message: `the patch changes ${key} of a Secret` }]
      : [],
  );
  return [...data, ...newTexts(before, after).flatMap(inObject)];
}

/** Secret values that a patch writes into the arguments of a resource or the values of a release. */
export function secretsInFields(before: unknown, after: unknown): readonly Violation[] {
  return newTexts(before, after).flatMap(({ field, value }) =>
    secretText.test(value) || isSecret(String(field.findLast((step) => typeof step === "string") ?? ""), value)
      ? [{ page, field, message: `${field.join(".")} has a secret value` }]
      : [],
  );
}

function inObject({ field, value, holder }: NewText): Violation[] {
  const variable = field.at(-3) === "env" && field.at(-1) === "value" ? String(holder["name"]) : undefined;
  if (variable !== undefined && isSecret(variable, value))
    return [{ page, field, message: `the variable ${variable} has a secret value` }];
  return secretText.test(value) ? [{ page, field, message: `${field.join(".")} has a secret value` }] : [];
}

interface NewText {
  readonly field: Path;
  readonly value: string;
  /** The place of the text. */
  readonly holder: Fields;
}

/** Texts that were not at their place, or anywhere in their list, before. */
function newTexts(before: unknown, after: unknown, field: Path = [], holder: Fields = {}): readonly NewText[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (typeof after === "string") return [{ field, value: after, holder }];
  if (Array.isArray(after)) {
    const old: readonly unknown[] = Array.isArray(before) ? before : [];
    return after.flatMap((item, index) =>
      old.some((other) => isDeepStrictEqual(other, item)) ? [] : newTexts(old[index], item, [...field, index], holder),
    );
  }
  if (!isFields(after)) return [];
  return Object.entries(after).flatMap(([key, value]) =>
    newTexts(isFields(before) ? before[key] : undefined, value, [...field, key], after),
  );
}
