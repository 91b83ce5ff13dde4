import type { Drift, Synthesis } from "@streamform/core/embedding";
import { count, table } from "../terminal.js";
import { stem } from "./selection.js";

/** The result of `synth` for one environment, an entry of `environments` in its JSON document. Paths are relative to the environment's folder. */
export interface EnvironmentResult {
  readonly name: string;
  /** The environment's file, relative to the project's root. */
  readonly file: string;
  /** `removed`: the environment no longer exists, and its folder was pruned. */
  readonly status: Synthesis["status"] | "removed";
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** With `--check`: the files that differ, and the kind of difference. */
  readonly drift: readonly Drift[];
}

export function unchanged(file: string, name: string): EnvironmentResult {
  return { name, file, status: "unchanged", created: [], changed: [], removed: [], drift: [] };
}

export function resultOf(
  file: string,
  { name = stem(file), status, created, changed, removed, drift }: Synthesis,
): EnvironmentResult {
  return { name, file, status, created, changed, removed, drift };
}

/** A line for each environment, with the files that drifted below it. With `quiet`, only drift and failures. */
export function renderResults(results: readonly EnvironmentResult[], { quiet }: { readonly quiet: boolean }): string {
  const shown = results.filter(({ status }) => !quiet || status === "drift" || status === "failed");
  const lines = table(shown.map((result) => [result.name, result.status, amounts(result)])).split("\n");
  return shown
    .map(({ drift }, index) => `${lines[index]}\n${table(drift.map(({ path, kind }) => ["  ", kind, path]))}`)
    .join("");
}

function amounts({ created, changed, removed, drift }: EnvironmentResult): string {
  const parts = [
    created.length > 0 ? `${created.length} created` : "",
    changed.length > 0 ? `${changed.length} changed` : "",
    removed.length > 0 ? `${removed.length} removed` : "",
    drift.length > 0 ? count(drift.length, "file") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
