import type { z } from "zod";
import { type FieldKind, fieldKinds } from "./fields.js";
import { fieldHints } from "./hinted.js";
import type { LocatedNode } from "./located.js";
import { kindInWords, mistake, mistakenQuantity, quote, valueInWords } from "./mistakes.js";
import { descriptionOf, layersOf, optionsOf, requiredKeys, type Schema } from "./schema-walk.js";
import { specPages as pages } from "./spec-pages.js";
import { closest } from "./suggest.js";

type Issue = z.core.$ZodIssue;

/** What to say of an issue, and on which page it stands. */
export interface Finding {
  readonly page: keyof typeof pages;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What the builders of `fields.ts` noted of a schema, or of an option of it. */
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

/** A built-in issue in our words: what was expected, what was found, and what to write. */
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
      message: `a ${kind.kind} carries its unit, found ${actual}`,
      hint: `write ${node.source ?? node.value}${unit}, if ${unit} is what you mean`,
    };
  }
  const slip = mistake(expected, node);
  return {
    page: slip?.unquoted ? "unquoted" : "wrongType",
    message: `${authored(message) ? message : `expected ${kindInWords(expected)}`}, found ${actual}`,
    hint: slip?.hint ?? (expected === "object" ? switchHint(node, schema) : undefined),
  };
}

/** What to write where a map of settings is turned on or off like a switch. */
function switchHint(node: LocatedNode | undefined, schema: Schema | undefined): string | undefined {
  if (node?.kind !== "scalar" || typeof node.value !== "boolean") return undefined;
  if (!node.value) return "leave the key out; null takes an inherited one away";
  const required = (schema ? requiredKeys(schema) : []).map((key) => `${key}: …`);
  return required.length > 0
    ? `write its settings: { ${required.join(", ")} }`
    : "write {} to have it with its defaults";
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

/** Of versions, the nearest is one of the same series: 3.9.x for 3.9.0, whatever lies fewer letters away. */
function sameSeries(written: string, values: readonly string[]): string | undefined {
  const series = /^(\d+\.\d+)\./.exec(written)?.[1];
  return series === undefined ? undefined : values.find((value) => value.startsWith(`${series}.`));
}

/** Values with a prefix that was left out: db.m7g.large for m7g.large. */
function sameEnd(written: string, values: readonly string[]): string | undefined {
  const longer = values.filter((value) => value.toLowerCase().endsWith(`.${written.toLowerCase()}`));
  return longer.length > 0 ? longer.join(" or ") : undefined;
}

/** No option takes a value of this kind: say which kinds there are. */
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
  if (value === "") return { page: "outOfRange", message: "expected text, found nothing between the quotes" };
  return { page: "outOfRange", message: `expected ${issue.exact ? "exactly" : limit} ${bound}${unit}, found ${size}` };
}

/** Forms that zod knows by name, in words. A pattern is for programs: its words are the schema author's, or the field's description. */
const formats: Readonly<Record<string, string>> = {
  email: "an e-mail address, as name@example.org",
  url: "a URL, as https://example.org",
  uuid: "a UUID",
  ipv4: "an IPv4 address, as 10.0.0.1",
  date: "a date, as 2026-01-31",
  datetime: "a date with a time, as 2026-01-31T12:00:00Z",
};

/** What is wrong with the form of a text; the words are the schema author's where there are any. */
export function form(issue: Issue | undefined, actual: string, schema?: Schema): Finding {
  const kind = schema && fieldKind(schema);
  const written = /^(?:the text )?"(.*)"$/.exec(actual)?.[1] ?? "";
  if (kind && kind.kind !== "secret") {
    const bare = /^\d+$/.test(written);
    return {
      page: bare ? "unitMissing" : "malformed",
      message: `${issue?.message ?? ""}, found ${actual}`,
      hint: bare
        ? `write the unit, as ${written}${kind.unit === "B" ? "GiB" : kind.unit}`
        : mistakenQuantity(kind.kind, written, kind.units),
    };
  }
  const hint = schema && hintOf(schema)?.(written);
  if (issue && authored(issue.message))
    return { page: "malformed", message: `${issue.message}, found ${actual}`, hint };
  const expected = (issue?.code === "invalid_format" ? formats[issue.format] : undefined) ?? "text of another form";
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
