import { Document, isScalar, Scalar, visit } from "yaml";
import type { Manifest } from "../../kinds/manifest.js";
import { header } from "../header.js";

/**
 * Writes an object as YAML that readers of YAML 1.1 and 1.2 understand alike: whatever either could take for a number, a
 * boolean, a date or the end of a line is quoted. Keys stand in the order that people expect, then by code point.
 *
 * @param source the environment file, for the first line
 */
export function renderManifest(manifest: Manifest | Readonly<Record<string, unknown>>, source: string): string {
  const document = new Document(ordered(manifest), {
    version: "1.2",
    compat: "yaml-1.1",
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar: (key, node) => {
      if (isScalar(node) && typeof node.value === "string") node.type = styleOf(node.value, key === "key");
    },
  });
  const text = document.toString({
    lineWidth: 0,
    indentSeq: true,
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
  });
  return (
    header("yaml", source) +
    text.replace(/[\u0085\u2028\u2029\ufeff]/g, (character) => lineBreaks[character] ?? character)
  );
}

/** What YAML 1.1 reads as the end of a line, and the mark that no text may hold; they only stand in double quotes here. */
const lineBreaks: Readonly<Record<string, string>> = {
  "\u0085": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
  "\ufeff": "\\uFEFF",
};

function styleOf(value: string, isKey: boolean): Scalar.Type {
  if (isAmbiguous(value) || /[\r\u0085\u2028\u2029\ufeff]/.test(value)) return Scalar.QUOTE_DOUBLE;
  if (!value.includes("\n")) return value.includes("\t") ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN; // the library quotes what cannot be plain
  return isKey || hasLooseSpace(value) ? Scalar.QUOTE_DOUBLE : Scalar.BLOCK_LITERAL;
}

/** White space that a reader of a block may take for its indentation, or drop. */
function hasLooseSpace(value: string): boolean {
  return /^[ \t\n]/.test(value) || /^[ \t]+$/m.test(value);
}

/** What go-yaml, PyYAML or Ruby read as something other than text and the YAML library's own schemas do not know. */
function isAmbiguous(value: string): boolean {
  return (
    /^[-+]?[0-9.][0-9_,.:]*([eE][-+]?[0-9]*)?$/.test(value) ||
    /^[-+]?0[box]?[0-9a-fA-F_]+$/.test(value) ||
    /^(y|n|yes|no|on|off|true|false|null|~|=|<<)$/i.test(value) ||
    /^\d{4}-\d\d?-\d\d?/.test(value)
  );
}

const first = ["apiVersion", "kind", "metadata", "name", "namespace"];

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  entries.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, ordered(entry)]));
}
