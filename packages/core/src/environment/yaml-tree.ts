import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { report } from "../diagnostics/report.js";
import { brokenScalar, type LocatedEntry, type LocatedNode } from "./located.js";
import { readingPages as pages } from "./pages.js";
import { forbiddenCharacter } from "./text.js";

/** Turns offsets of a file into a position. */
export type At = (start: number, end?: number) => Position;

/** Levels of nesting that a layer may have. With some thousands, the parser's stack would overflow. */
export const deepest = 100;
/** Values that the aliases of a layer may add to it. */
const mostAliased = 20_000;

const coreTag = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** Converts the tree of `yaml` to located nodes. It resolves aliases, and reports and drops nodes that a spec cannot contain. */
export function convertYaml(
  contents: Node,
  text: string,
  at: At,
): { readonly root: LocatedNode | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node | undefined>();
  const open = new Set<Node>();
  /** The outermost alias that is being expanded. Problems in the repeated value were reported at its anchor. */
  let alias: Node | undefined;
  let aliased = 0;
  let burst = false;

  const place = (node: Node | null | undefined): Position => at(node?.range?.[0] ?? 0, node?.range?.[1]);
  const origin = (position: Position) => ({ kind: "file", position }) as const;

  function complain(page: Page, message: string, position: Position, hint?: string): undefined {
    if (!alias) diagnostics.push(report(page, message, { position, hint }));
    return undefined;
  }

  function complainOfAlias(message: string): undefined {
    if (!burst) diagnostics.push(report(pages.aliasBomb, message, { position: place(alias) }));
    burst = true;
    return undefined;
  }

  function convert(node: Node, depth: number): LocatedNode | undefined {
    if (burst) return undefined;
    if (alias && ++aliased > mostAliased) return complainOfAlias(`aliases expand to more than ${mostAliased} values`);
    if (alias && depth > deepest) return complainOfAlias(`aliases nest values more than ${deepest} levels deep`);
    if (isAlias(node)) return convertAlias(node, node.source, depth);
    if (!alias && (isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) anchors.set(node.anchor, node);
    const tag = node.tag === undefined ? undefined : (coreTag.exec(node.tag)?.[1] ?? "");
    if (tag !== undefined && tag !== kindOf(node)) {
      const mark = text.lastIndexOf("!", node.range?.[0]);
      const tagAt = text[mark - 1] === "!" ? mark - 1 : mark;
      const written = /^\S+/.exec(text.slice(tagAt))?.[0] ?? "!";
      return complain(
        pages.customTag,
        tag === "" ? `the tag ${written} is not allowed here` : `the tag ${written} does not match its value`,
        at(tagAt, tagAt + written.length),
        "write the value without a tag",
      );
    }
    open.add(node);
    try {
      if (isMap(node)) return convertMap(node, depth);
      if (isSeq(node)) {
        const items = node.items.map(
          (item) => convert(item as Node, depth + 1) ?? brokenScalar(origin(place(item as Node))),
        );
        return { kind: "list", items, origin: origin(place(node)) };
      }
      return convertScalar(node as Scalar);
    } finally {
      open.delete(node);
    }
  }

  function convertAlias(node: Node, name: string, depth: number): LocatedNode | undefined {
    const target = targets.has(node) ? targets.get(node) : anchors.get(name);
    targets.set(node, target);
    if (!target)
      return complain(
        pages.unknownAlias,
        `no value above has the anchor &${name}`,
        place(node),
        `mark a value with &${name}, or quote the text "*${name}"`,
      );
    const outermost = alias === undefined;
    alias ??= node;
    try {
      if (open.has(target)) return complainOfAlias(`*${name} is inside the value that it repeats`);
      return convert(target, depth);
    } finally {
      if (outermost) alias = undefined;
    }
  }

  function convertScalar(node: Scalar): LocatedNode | undefined {
    const position = place(node);
    const { value } = node;
    if (typeof value === "string") {
      const found = forbiddenCharacter(value);
      if (found)
        return complain(
          pages.forbiddenCharacter,
          `the text contains the character ${found.name}`,
          position,
          "delete it",
        );
      return { kind: "scalar", value, origin: origin(position) };
    }
    return {
      kind: "scalar",
      value: value as number | boolean | null,
      source: node.source ?? "",
      origin: origin(position),
    };
  }

  function convertMap(node: YAMLMap, depth: number): LocatedNode {
    const entries = new Map<string, LocatedEntry>();
    let incomplete = false;
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const keyAt = pair.key ? place(pair.key) : place(pair.value);
      const key = convertKey(pair.key, keyAt, entries);
      const written = pair.value ? convert(pair.value, depth + 1) : undefined;
      if (key === undefined) {
        incomplete ||= isMergeKey(pair.key);
        continue;
      }
      if (pair.value && !written) {
        entries.set(key, { key: origin(keyAt), node: brokenScalar(origin(place(pair.value))) });
        continue;
      }
      const empty = !written || (written.kind === "scalar" && written.source === "");
      const child: LocatedNode = empty ? { kind: "scalar", value: null, source: "", origin: origin(keyAt) } : written;
      entries.set(key, { key: origin(keyAt), node: child });
    }
    return { kind: "map", entries, origin: origin(place(node)), reset: false, incomplete };
  }

  function convertKey(
    node: Node | null,
    position: Position,
    entries: ReadonlyMap<string, LocatedEntry>,
  ): string | undefined {
    if (!isScalar(node))
      return complain(pages.nonTextKey, "the key is a list, a map or an alias", position, "write the key as text");
    if (!alias && node.anchor) anchors.set(node.anchor, node);
    const { value } = node;
    if (typeof value !== "string") {
      const written = node.source ?? "";
      const kind = value === null ? "null" : typeof value === "boolean" ? "a truth value" : "a number";
      return complain(
        pages.nonTextKey,
        written === "" ? "the key is empty" : `YAML reads the key ${written} as ${kind}`,
        position,
        `quote it: "${written}"`,
      );
    }
    if (isMergeKey(node))
      return complain(
        pages.mergeKey,
        "merge keys are not supported",
        position,
        "move the shared values to a file and list it under extends",
      );
    if (value === "__proto__")
      return complain(pages.reservedKey, "the key __proto__ is reserved", position, "choose another name");
    const found = forbiddenCharacter(value);
    if (found)
      return complain(pages.forbiddenCharacter, `the key contains the character ${found.name}`, position, "delete it");
    const first = entries.get(value);
    if (!first) return value;
    const line = first.key.kind === "file" ? first.key.position.line : 1;
    return complain(
      pages.duplicateKey,
      `the key ${JSON.stringify(value)} was already written in line ${line}`,
      position,
      "keep one of the two",
    );
  }

  const root = convert(contents, 0);
  return { root: burst ? undefined : root, diagnostics };
}

/** The tag of a value in YAML's core schema. */
function kindOf(node: Node): string {
  if (isMap(node)) return "map";
  if (isSeq(node)) return "seq";
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === "number") return node.tag?.endsWith(":float") || !Number.isInteger(value) ? "float" : "int";
  if (typeof value === "boolean") return "bool";
  return value === null ? "null" : "str";
}

function isMergeKey(node: Node | null): boolean {
  return isScalar(node) && node.value === "<<" && node.type === "PLAIN";
}
