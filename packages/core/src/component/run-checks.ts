import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { isWithin, type Path, parsePath, renderPath } from "../diagnostics/path.js";
import type { Environment } from "../environment/environment.js";
import type { Check, Finding } from "./check.js";
import { componentPages } from "./pages.js";
import type { CheckPart } from "./parts.js";
import type { System } from "./system.js";

/**
 * Runs every check of every component that takes part. Findings that the spec ignores are left out.
 *
 * @param today the day that support windows are held against
 */
export function runChecks({ environment, members }: System, today: Date): Diagnostic[] {
  const diagnostics = members.flatMap(({ component, part, exports }) =>
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
      return check
        .run({ ...part(new Set()), exports, today, at, atRoot })
        .filter((finding) => !isIgnored(environment, check.code, finding.path))
        .map((finding) => toDiagnostic(environment, check, finding));
    }),
  );
  return [...diagnostics, ...unknownIgnores({ environment, members })];
}

function toPath(path: string | Path): Path {
  if (typeof path !== "string") return path;
  const parsed = parsePath(path);
  if (!parsed) throw new TypeError(`not a path of a spec: ${path}`);
  return parsed;
}

function isIgnored(environment: Environment, code: string, path: Path): boolean {
  return environment.spec.ignore.some(
    (entry) =>
      entry.check === code && (entry.path === undefined || isWithin(path, parsePath(entry.path) ?? [entry.path])),
  );
}

function toDiagnostic(
  environment: Environment,
  { code, severity, instead }: Check,
  { path, message, hint }: Finding,
): Diagnostic {
  return {
    code,
    severity,
    message,
    hint: hint ?? instead,
    environment: environment.name,
    path: renderPath(path),
    position: positionOf(environment, path),
  };
}

function positionOf(environment: Environment, path: Path) {
  const origin = environment.origin(path);
  return origin.kind === "file" ? origin.position : { file: environment.file, line: 1, column: 1 };
}

function unknownIgnores({ environment, members }: Pick<System, "environment" | "members">): Diagnostic[] {
  const known = new Set(
    members.flatMap(({ component }) => (component.definition.checks ?? []).map(({ code }) => code)),
  );
  const { code, severity, instead } = componentPages.unusedIgnore;
  return environment.spec.ignore.flatMap((entry, index) =>
    known.has(entry.check)
      ? []
      : [
          {
            code,
            severity,
            message: `no check of this environment has the code ${entry.check}`,
            hint: instead,
            environment: environment.name,
            path: renderPath(["ignore", index, "check"]),
            position: positionOf(environment, ["ignore", index, "check"]),
          },
        ],
  );
}
