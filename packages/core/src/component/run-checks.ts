import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { isWithin, type Path, parsePath, renderPath } from "../diagnostics/path.js";
import type { Environment } from "../environment/environment.js";
import { limitDiagnostics } from "../environment/limit.js";
import { reportAt } from "../environment/report-at.js";
import type { Check, Finding } from "./check.js";
import { componentPages } from "./pages.js";
import type { CheckPart } from "./parts.js";
import type { System } from "./system.js";

type IgnoreEntry = Environment["spec"]["ignore"][number];

/**
 * Runs all checks of the environment's components. It leaves out findings that the spec ignores, and warns about entries of `ignore`
 * without findings.
 *
 * @param today the day for support windows
 */
export function check({ environment, members }: System, today: Date): readonly Diagnostic[] {
  const ignored = environment.spec.ignore;
  const found = members.flatMap(({ component, part }) =>
    ((component.definition.checks ?? []) as readonly Check<CheckPart>[]).flatMap((check) => {
      const at = (path: string | Path, message: string, hint?: string): Finding => ({
        path: [component.key, ...toPath(path)],
        message,
        hint,
      });
      const atRoot = (path: string | Path, message: string, hint?: string): Finding => ({
        path: toPath(path),
        message,
        hint,
      });
      return check.run({ ...part(), today, at, atRoot }).map((finding) => ({ check, finding }));
    }),
  );
  const diagnostics = found
    .filter(({ check, finding }) => !ignored.some((entry) => covers(entry, check.code, finding.path)))
    .map(({ check, finding }) => toDiagnostic(environment, check, finding));
  const places = found.map(({ check, finding }) => ({ code: check.code, path: finding.path }));
  return limitDiagnostics([...diagnostics, ...uselessIgnores({ environment, members }, places)]);
}

function toPath(path: string | Path): Path {
  if (typeof path !== "string") return path;
  const parsed = parsePath(path);
  if (!parsed) throw new TypeError(`not a path of a spec: ${path}`);
  return parsed;
}

function covers(entry: IgnoreEntry, code: string, path: Path): boolean {
  return entry.check === code && (entry.path === undefined || isWithin(path, parsePath(entry.path) ?? [entry.path]));
}

function toDiagnostic(environment: Environment, check: Check, { path, message, hint }: Finding): Diagnostic {
  const { sensitive } = check;
  return { ...reportAt(environment, check, path, message, hint), ...(sensitive && { sensitive }) };
}

/**
 * Entries of `ignore` that nothing comes of: the code is no check's, or the check finds nothing there. The latter only in the
 * environment's own file: an entry of a layer may be there for others that share it.
 */
function uselessIgnores(
  { environment, members }: Pick<System, "environment" | "members">,
  found: readonly { readonly code: string; readonly path: Path }[],
): Diagnostic[] {
  const known = new Set(
    members.flatMap(({ component }) => (component.definition.checks ?? []).map(({ code }) => code)),
  );
  return environment.spec.ignore.flatMap((entry, index) => {
    const tell = (page: Page, key: keyof IgnoreEntry, message: string, hint?: string) =>
      reportAt(environment, page, ["ignore", index, key], message, hint);
    if (!known.has(entry.check))
      return [tell(componentPages.unknownIgnore, "check", `no check of this environment has the code ${entry.check}`)];
    const elsewhere = found.filter(({ code }) => code === entry.check);
    if (!isOwn(environment, index) || elsewhere.some(({ code, path }) => covers(entry, code, path))) return [];
    if (entry.path === undefined)
      return [tell(componentPages.deadIgnore, "check", `${entry.check} finds nothing in this environment`)];
    const places = [...new Set(elsewhere.map(({ path }) => renderPath(path)))].slice(0, 3).join(", ");
    const hint = places === "" ? undefined : `it finds ${places}: correct the path, or remove the entry`;
    return [tell(componentPages.deadIgnore, "path", `${entry.check} finds nothing at ${entry.path}`, hint)];
  });
}

/** Whether an entry of `ignore` is in the environment's own file. */
function isOwn(environment: Environment, index: number): boolean {
  const origin = environment.origin(["ignore", index]);
  return origin.kind === "file" && origin.position.file === environment.file;
}
