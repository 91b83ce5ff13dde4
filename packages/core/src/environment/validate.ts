import type { z } from "zod";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { type Path, renderPath } from "../diagnostics/path.js";
import { report } from "../diagnostics/report.js";
import { describe, type Finding, fieldKind, form } from "./findings.js";
import {
  isBroken,
  isNull,
  keyOrigin,
  type LocatedMap,
  type LocatedNode,
  nearestKeyPosition,
  nodeAt,
  plain,
  valuePosition,
} from "./located.js";
import { quote } from "./mistakes.js";
import { descriptionOf, isPlace, optionsOf, type Schema, schemaAt } from "./schema-walk.js";
import { specPages as pages } from "./spec-pages.js";
import { suggestKey } from "./suggest.js";

type Issue = z.core.$ZodIssue;
type Located = Finding & { readonly position?: Position | undefined };

/** The spec that a tree makes by a schema, or everything that is wrong with it, each problem once. */
export function validate<Output>(
  schema: z.ZodType<Output>,
  tree: LocatedMap,
  environment?: string,
): { readonly spec?: Output; readonly diagnostics: readonly Diagnostic[] } {
  const value = plain(tree);
  const result = schema.safeParse(value);
  const issues = [...withoutConsequences(result.error?.issues ?? []), ...unknownNulls(tree, [], schema, value)];
  if (result.success && issues.length === 0) return { spec: result.data, diagnostics: [] };
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of issues.flatMap((issue) =>
    explain(issue, { root: schema, schema: undefined, base: [], tree, value }),
  )) {
    const { code, path, position } = diagnostic;
    const key = JSON.stringify([
      code,
      path,
      position?.line,
      position?.column,
      code === pages.refused.code && diagnostic.message,
    ]);
    if (!found.has(key)) found.set(key, environment === undefined ? diagnostic : { ...diagnostic, environment });
  }
  return { diagnostics: [...found.values()] };
}

/** Leaves out what is only said of a value because it is of another kind: bounds of a list do not hold for a text. */
function withoutConsequences(issues: readonly Issue[]): readonly Issue[] {
  const place = ({ path }: Issue): string => JSON.stringify(path.map(String));
  const otherKind = new Set(issues.filter(({ code }) => code === "invalid_type").map(place));
  return issues.filter((issue) => issue.code === "invalid_type" || !otherKind.has(place(issue)));
}

/** Keys that are set to null, which the values alone do not show, and that there are none of to take away. */
function unknownNulls(node: LocatedNode, path: Path, root: Schema, value: unknown): Issue[] {
  if (node.kind === "list")
    return node.items.flatMap((item, index) => unknownNulls(item, [...path, index], root, value));
  if (node.kind === "scalar") return [];
  return [...node.entries].flatMap(([key, entry]): Issue[] => {
    const at = [...path, key];
    if (!isNull(entry.node)) return unknownNulls(entry.node, at, root, value);
    const known = isBroken(entry.node) || schemaAt(root, path, value) === undefined || isPlace(root, at, value);
    return known ? [] : [{ code: "unrecognized_keys", keys: [key], path: [...path], message: "" }];
  });
}

/** Where an issue was found: within the option of a union, its path counts from there. */
interface Context {
  readonly root: Schema;
  /** The option of a union that the issue is about; undefined outside of unions. */
  readonly schema: Schema | undefined;
  readonly base: Path;
  readonly tree: LocatedMap;
  readonly value: unknown;
}

function explain(issue: Issue, context: Context): Diagnostic[] {
  const { tree, root, value } = context;
  const path = [...context.base, ...issue.path.map((key) => (typeof key === "number" ? key : String(key)))];
  const schema = context.schema
    ? schemaAt(context.schema, issue.path, plainAt(tree, context.base))
    : schemaAt(root, path, value);
  const node = nodeAt(tree, path);
  if (mayHaveBeenWritten(issue, path, tree)) return [];
  const secret = secretAbove(root, path, value) || (schema !== undefined && isSecret(schema));
  const write = ({ page, message, hint, position }: Located, at: Path = path, sensitive = secret): Diagnostic => {
    return report(pages[page], message, {
      hint,
      path: renderPath(at),
      position: position ?? valuePosition(tree, at),
      ...(sensitive ? { sensitive } : {}),
    });
  };

  if (
    secret &&
    node?.kind === "scalar" &&
    (typeof node.value === "string" || (schema && isSecret(schema) && node.value !== null))
  )
    return [write(secretLiteral)];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const at = [...path, key];
      const origin = keyOrigin(tree, at);
      const position = origin?.kind === "file" ? origin.position : undefined;
      return write(
        {
          page: "unknownKey",
          message: `unknown key ${quote(key)}`,
          hint: suggestKey(root, path, key, value),
          position,
        },
        at,
        secret || secretName.test(key),
      );
    });
  }
  if (issue.code !== "custom" && path.length > 0 && (!node || (node.kind === "scalar" && node.value === null)))
    return [write(missing(path, node, tree, schema))];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const option = closestOption(issue.errors, schema);
    if (option)
      return withoutConsequences(option.issues).flatMap((nested) =>
        explain(nested, { ...context, base: path, schema: option.schema }),
      );
  }
  if (issue.code === "invalid_key")
    return [
      write({
        ...form(issue.issues[0], quote(String(path.at(-1)))),
        page: "malformedKey",
        position: nearestKeyPosition(tree, path),
      }),
    ];
  if (issue.code === "invalid_element")
    return withoutConsequences(issue.issues).flatMap((nested) => explain(nested, { ...context, base: path }));
  return [write(describe(issue, node, schema))];
}

/** Whether an issue may only follow from something that could not be read: a value that lies here, a key of this map, or what a rule looks at. */
function mayHaveBeenWritten({ code }: Issue, path: Path, tree: LocatedMap): boolean {
  const node = nodeAt(tree, path);
  if (node?.kind === "scalar") return isBroken(node);
  if (node) return (code === "custom" || code === "too_small") && isBroken(node);
  const holder = nodeAt(tree, path.slice(0, -1));
  return holder?.kind === "map" && holder.incomplete;
}

const secretName = /passw|secret|token|credential|private_?key/i;
const secretLiteral: Finding = {
  page: "secretLiteral",
  message: "expected a reference to a secret, found a value",
  hint: "store the value in AWS Secrets Manager and write { secretsManager: name, key: key }",
};

function isSecret(schema: Schema): boolean {
  return fieldKind(schema)?.kind === "secret";
}

function secretAbove(root: Schema, path: Path, value: unknown): boolean {
  return path.some((_, index) => {
    const schema = schemaAt(root, path.slice(0, index), value);
    return schema !== undefined && isSecret(schema);
  });
}

function plainAt(tree: LocatedMap, path: Path): unknown {
  const node = nodeAt(tree, path);
  return node && plain(node);
}

function missing(path: Path, node: LocatedNode | undefined, tree: LocatedMap, schema: Schema | undefined): Located {
  const item = typeof path.at(-1) === "number";
  // Where nobody wrote the section, the key alone would not say what it belongs to.
  const section = nodeAt(tree, path.slice(0, -1));
  const name = renderPath(section?.origin.kind === "file" ? path.slice(-1) : path);
  return {
    page: "missingKey",
    message: item ? "an item of the list is empty" : node ? `${name} has no value` : `${name} is missing`,
    hint: schema && descriptionOf(schema),
    position: node ? valuePosition(tree, path) : nearestKeyPosition(tree, path.slice(0, -1)),
  };
}

/** The option that a value comes nearest to: one whose kind fits, then the one with the fewest problems; undefined where none fits. */
function closestOption(
  errors: readonly (readonly Issue[])[],
  union: Schema | undefined,
): { readonly issues: readonly Issue[]; readonly schema: Schema | undefined } | undefined {
  const options = union && optionsOf(union);
  const ranked = errors
    .map((issues, index) => ({
      issues,
      schema: options?.[index],
      cost: issues.reduce((sum, issue) => sum + (issue.code === "invalid_value" ? 3 : 1), 0),
    }))
    .filter(
      ({ issues }) =>
        !issues.some(({ path, code }) => path.length === 0 && (code === "invalid_type" || code === "invalid_value")),
    )
    .sort((a, b) => a.cost - b.cost);
  return ranked[0];
}
