import { Document, isScalar, Scalar, visit } from "yaml";
import { header } from "../header.js";
import type { Manifest } from "./manifest.js";

/**
 * Writes an object as YAML that readers of YAML 1.1 and 1.2 understand alike: whatever either could take for a number, a
 * boolean or a date is quoted. Keys stand in the order that people expect, then by code point.
 *
 * @param source the environment file, for the first line
 */
export function renderManifest(manifest: Manifest | Readonly<Record<string, unknown>>, source: string): string {
  const document = new Document(ordered(manifest), { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (key, node) => {
      if (isScalar(node) && typeof node.value === "string" && isAmbiguous(node.value)) node.type = Scalar.QUOTE_DOUBLE;
      if (key === "key") node.type ??= Scalar.PLAIN;
    },
  });
  return `${header("yaml", source)}${document.toString({ lineWidth: 0, indentSeq: true })}`;
}

/** What go-yaml, PyYAML or Ruby read as something other than text and the YAML library's own schemas do not know. */
function isAmbiguous(value: string): boolean {
  return /^[-+]?[0-9.][0-9_,.:]*([eE][-+]?[0-9]*)?$/.test(value) || /^[-+]?0[box]?[0-9a-fA-F_]+$/.test(value) || /^(y|n|yes|no|on|off|true|false|null|~|=|<<)$/i.test(value) || /^\d{4}-\d\d?-\d\d?/.test(value);
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
