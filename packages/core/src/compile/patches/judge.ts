import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Page } from "../../diagnostics/page.js";
import { renderPath } from "../../diagnostics/path.js";
import { report } from "../../diagnostics/report.js";
import type { Environment } from "../../environment/environment.js";
import type { Patch } from "../../environment/patches-spec.js";
import { closest } from "../../environment/suggest.js";
import { type Outcome, type Patched, patchesOf, type Target } from "./outcome.js";
import { patchPages } from "./pages.js";

/** Names that a message lists at most. */
const most = 10;

/** The diagnostics that need the whole output: patches that match nothing, match too much, or change nothing. */
export function judgePatches(environment: Environment, parts: readonly Patched[]): readonly Diagnostic[] {
  const targets = parts.flatMap((part) => part.targets);
  const outcomes = parts.flatMap((part) => part.outcomes);
  return patchesOf(environment).flatMap(([name, patch]): Diagnostic[] => {
    const own = outcomes.filter((outcome) => outcome.patch === name);
    const tell = (page: Page, key: string, message: string, hint = page.instead) => {
      const path = ["patches", name, key];
      const position = environment.place(path);
      return [report(page, message, { hint, environment: environment.name, path: renderPath(path), position })];
    };
    if (own.length === 0) {
      const { key, message, hint } = unmatched(patch, targets);
      return tell(patchPages.matchesNothing, key, `${name} matches nothing: ${message}`, hint);
    }
    const several = ambiguity(patch, own);
    if (several) return tell(patchPages.ambiguous, "name", `${name} matches ${several.what}`, several.hint);
    if (own.some(({ changed }) => changed)) return [];
    return tell(
      patchPages.changesNothing,
      patch.merge ? "merge" : "json",
      `${name} changes nothing: ${own.map(({ target }) => target.name).join(", ")} already has its values`,
    );
  });
}

interface Unmatched {
  /** The key of the patch that nothing fits. */
  readonly key: string;
  readonly message: string;
  readonly hint: string | undefined;
}

function unmatched(patch: Patch, all: readonly Target[]): Unmatched {
  if (patch.helm !== undefined)
    return missing("helm", "Helm release", patch.helm, names(all.filter(({ by }) => by === "helm")));
  const [by, holder, name, thing] =
    patch.terraform === undefined
      ? (["kind", patch.kind ?? "", patch.name ?? "", "object of kind"] as const)
      : (["terraform", patch.terraform, patch.resource ?? "", "stack"] as const);
  const similar = all.filter((target) => target.by === by);
  const inHolder = similar.filter((target) => target.holder === holder);
  if (inHolder.length === 0) return missing(by, thing, holder, [...new Set(similar.map((target) => target.holder))]);
  if (by === "terraform") return missing("resource", "resource", name, names(inHolder), ` in stack ${holder}`);
  const named = inHolder.filter((target) => target.base === name || target.name === name);
  if (named.length > 0) {
    const places = named.map(({ group, namespace }) => `${group || '""'} in ${namespace ?? "no namespace"}`);
    const key = patch.group !== undefined && named.every(({ group }) => group !== patch.group) ? "group" : "namespace";
    return {
      key,
      message: `${holder} ${name} has another API group or namespace`,
      hint: `there is ${[...new Set(places)].join(", ")}`,
    };
  }
  return missing("name", holder, name, names(inHolder));
}

function names(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.map(({ base, name }) => base ?? name))];
}

function missing(key: string, thing: string, word: string, candidates: readonly string[], where = ""): Unmatched {
  const similar = closest(word, candidates);
  const listed = candidates.toSorted().slice(0, most).join(", ");
  const more = candidates.length > most ? ` and ${candidates.length - most} more` : "";
  return {
    key,
    message: `there is no ${thing} ${word}${where}`,
    hint:
      similar !== undefined
        ? `did you mean ${similar}?`
        : candidates.length > 0
          ? `there are ${listed}${more}`
          : `this environment has none: remove the patch`,
  };
}

/** Objects of several groups or namespaces that a patch matches without choosing one. */
function ambiguity(
  { group, namespace, name = "" }: Patch,
  outcomes: readonly Outcome[],
): { readonly what: string; readonly hint: string } | undefined {
  const values = (key: "group" | "namespace") => [...new Set(outcomes.map(({ target }) => target[key] ?? ""))].sort();
  const say = (key: "group" | "namespace", words: string) => ({
    what: `objects of several ${words}: ${values(key).map(quoted).join(", ")}`,
    hint: `add ${values(key)
      .map((value) => `${key}: ${quoted(value)}`)
      .join(" or ")}`,
  });
  if (group === undefined && values("group").length > 1) return say("group", "API groups");
  if (namespace === undefined && !name.includes("*") && values("namespace").length > 1)
    return say("namespace", "namespaces");
  return undefined;
}

function quoted(value: string): string {
  return value === "" ? '""' : value;
}
