import type { z } from "zod";
import { type FieldKind, fieldKinds } from "./fields.js";
import { fieldHints } from "./hinted.js";
import type { LocatedNode } from "./located.js";
import { kindInWords, mistake, mistakenQuantity, quote, valueInWords } from "./mistakes.js";
import { descriptionOf, layersOf, optionsOf, requiredKeys, type Schema } from "./schema-walk.js";
import { specPages as pages } from "./spec-pages.js";
import { closest } from "./suggest.js";

type Issue = z.core.$ZodIssue;

/** The message for an issue, and its page. */
export interface Finding {
  readonly page: keyof typeof pages;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The facts that the builders of `fields.ts` recorded about a schema or one of its options. */
export function fieldKind(schema: Schema): FieldKind | undefined {
  const layers = [schema, ...(optionsOf(schema) ?? [])].flatMap((option) => layersOf(option));
  return layers.map((layer) => fieldKinds.get(layer)).find((kind) => kind !== undefined);
}

function hintOf(schema: Schema) {
  return layersOf(schema)
    .map((layer) => fieldHints.get(layer)?.hint)
    .find((hint) => hint !== undefined);
}

/** Whether a schema's author wrote the message, rather than zod. */
function authored(message: string): boolean {
  return !/^(Invalid|Too (small|big)|Unrecognized key)\b/.test(message);
}

/** The text for an issue of zod: the expected value, the found value, and a correction. */
export function describe(issue: Issue, node: LocatedNode | undefined, schema: Schema | undefined): Finding {
  const actual = valueInWords(node);
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, issue.message, node, schema);
    case "invalid_value":
      return notAllowed(issue.values.map(String), node);
    case "invalid_union": {
      const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      if (options.length > 0) return notAllowed(options, node);
      return noOption(issue.errors, node, schema);
    }
    case "too_small":
    case "too_big":
      return outOfRange(issue, node);
    case "not_multiple_of":
      return { page: "outOfRange", message: `expected a multiple of ${issue.divisor}, found ${actual}` };
    case "invalid_format":
      return form(issue, actual, schema);
    default:
      return custom(issue, actual);
  }
}

function wrongType(
  expected: string,
  message: string,
  node: LocatedNode | undefined,
  schema: Schema | undefined,
): Finding {
  const kind = schema && fieldKind(schema);
  const actual = valueInWords(node);
  if (kind && kind.kind !== "secret" && node?.kind === "scalar" && typeof node.value === "number") {
    const unit = kind.unit === "B" ? "GiB" : kind.unit;
    return {
      page: "unitMissing",
      message: `a ${kind.kind} needs a unit, found ${actual}`,
      hint: `if you mean ${unit}, write ${node.source ?? node.value}${unit}`,
    };
  }
  const slip = mistake(expected, node);
  return {
    page: slip?.unquoted ? "unquoted" : "wrongType",
    message: `${authored(message) ? message : `expected ${kindInWords(expected)}`}, found ${actual}`,
    hint: slip?.hint ?? (expected === "object" ? switchHint(node, schema) : undefined),
  };
}

/** The hint for true or false in place of a map of settings. */
function switchHint(node: LocatedNode | undefined, schema: Schema | undefined): string | undefined {
  if (node?.kind !== "scalar" || typeof node.value !== "boolean") return undefined;
  if (!node.value) return "remove the key; null removes an inherited value";
  const required = (schema ? requiredKeys(schema) : []).map((key) => `${key}: …`);
  return required.length > 0 ? `write its settings: { ${required.join(", ")} }` : "write {} for the defaults";
}

function notAllowed(values: readonly string[], node: LocatedNode | undefined): Finding {
  const written = node?.kind === "scalar" ? (node.source ?? String(node.value)) : undefined;
  const message = `expected ${values.length === 1 ? values[0] : `one of ${values.join(", ")}`}, found ${valueInWords(node)}`;
  const isText = values.some((value) => Number.isNaN(Number(value)) && value !== "true" && value !== "false");
  if (
    node?.kind === "scalar" &&
    typeof node.value !== "string" &&
    written !== undefined &&
    (isText || values.includes(written))
  )
    return { page: "unquoted", message, hint: `quote it: "${written}"` };
  const similar =
    written === undefined
      ? undefined
      : (sameSeries(written, values) ?? sameEnd(written, values) ?? closest(written, values));
  return {
    page: "notAllowed",
    message,
    hint: similar === undefined || values.length === 1 ? undefined : `did you mean ${similar}?`,
  };
}

/** The nearest version is in the same series: 3.9.x for 3.9.0, even if another is spelt more alike. */
function sameSeries(written: string, values: readonly string[]): string | undefined {
  const series = /^(\d+\.\d+)\./.exec(written)?.[1];
  return series === undefined ? undefined : values.find((value) => value.startsWith(`${series}.`));
}

/** Values that end with the written text: db.m7g.large for m7g.large. */
function sameEnd(written: string, values: readonly string[]): string | undefined {
  const longer = values.filter((value) => value.toLowerCase().endsWith(`.${written.toLowerCase()}`));
  return longer.length > 0 ? longer.join(" or ") : undefined;
}

/** No option accepts a value of this type: lists the accepted types. */
function noOption(
  errors: readonly (readonly Issue[])[],
  node: LocatedNode | undefined,
  schema: Schema | undefined,
): Finding {
  const roots = errors.flatMap((issues) => issues.filter(({ path }) => path.length === 0));
  const expected = roots.flatMap((issue) => (issue.code === "invalid_type" ? [issue.expected] : []));
  const words = roots.flatMap((issue) =>
    issue.code === "invalid_type"
      ? [kindInWords(issue.expected)]
      : issue.code === "invalid_value"
        ? issue.values.map((value) => quote(String(value)))
        : [],
  );
  const first = wrongType(expected[0] ?? "", "", node, schema);
  const hint = expected.map((kind) => mistake(kind, node)?.hint).find((text) => text !== undefined);
  return first.page === "unitMissing"
    ? first
    : { page: "wrongType", message: `expected ${[...new Set(words)].join(" or ")}, found ${valueInWords(node)}`, hint };
}

function outOfRange(issue: Extract<Issue, { code: "too_small" | "too_big" }>, node: LocatedNode | undefined): Finding {
  const small = issue.code === "too_small";
  const bound = String(small ? issue.minimum : issue.maximum);
  const value = node?.kind === "scalar" ? node.value : undefined;
  const unit =
    issue.origin === "string"
      ? " characters"
      : issue.origin === "array" || issue.origin === "set"
        ? " items"
        : issue.origin === "object" || issue.origin === "record" || issue.origin === "map"
          ? " keys"
          : "";
  const limit = issue.inclusive === false ? (small ? "more than" : "less than") : small ? "at least" : "at most";
  const size =
    node?.kind === "list"
      ? node.items.length
      : node?.kind === "map"
        ? node.entries.size
        : typeof value === "string"
          ? value.length
          : valueInWords(node);
  if (authored(issue.message)) return { page: "outOfRange", message: `${issue.message}, found ${valueInWords(node)}` };
  if (value === "") return { page: "outOfRange", message: "expected text, found empty quotes" };
  return { page: "outOfRange", message: `expected ${issue.exact ? "exactly" : limit} ${bound}${unit}, found ${size}` };
}

/** Zod's named formats, in words. For a pattern, the message is the schema author's, or the field's description. */
const formats: Readonly<Record<string, string>> = {
  email: "an e-mail address, such as name@example.org",
  url: "a URL, such as https://example.org",
  uuid: "a UUID",
  ipv4: "an IPv4 address, such as 10.0.0.1",
  date: "a date, such as 2026-01-31",
  datetime: "a date with a time, such as 2026-01-31T12:00:00Z",
};

/** The finding for a text of the wrong form, in the words of the schema's author if there are any. */
export function form(issue: Issue | undefined, actual: string, schema?: Schema): Finding {
  const kind = schema && fieldKind(schema);
  const written = /^(?:the text )?"(.*)"$/.exec(actual)?.[1] ?? "";
  if (kind && kind.kind !== "secret") {
    const bare = /^\d+$/.test(written);
    return {
      page: bare ? "unitMissing" : "malformed",
      message: `${issue?.message ?? ""}, found ${actual}`,
      hint: bare
        ? `write the unit: ${written}${kind.unit === "B" ? "GiB" : kind.unit}`
        : mistakenQuantity(kind.kind, written, kind.units),
    };
  }
  const hint = schema && hintOf(schema)?.(written);
  if (issue && authored(issue.message))
    return { page: "malformed", message: `${issue.message}, found ${actual}`, hint };
  const expected = (issue?.code === "invalid_format" ? formats[issue.format] : undefined) ?? "another form of text";
  return { page: "malformed", message: `expected ${expected}, found ${actual}`, hint: schema && descriptionOf(schema) };
}

/** A rule of the schema's author; `params` may name the page and give a hint. */
function custom(issue: Issue, actual: string): Finding {
  const params: Readonly<Record<string, unknown>> = issue.code === "custom" ? (issue.params ?? {}) : {};
  const page =
    typeof params["page"] === "string" && params["page"] in pages ? (params["page"] as keyof typeof pages) : "refused";
  const hint = typeof params["hint"] === "string" ? params["hint"] : undefined;
  return {
    page,
    message: authored(issue.message) ? issue.message : `this value is not accepted, found ${actual}`,
    hint,
  };
}
