import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import { diagnose, pages } from "./pages.js";

/** The manifest's name in an environment's folder. */
export const manifestName = "manifest.json";

/** The folder in an environment's folder that holds the lock and staged files while a run writes. */
export const workName = ".streamform";

const reserved = new Set([manifestName, workName, ".git"]);

/** What file systems that ignore case and Unicode composition take a path for. */
export function foldPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** The folders above a path, the outermost first: `a/b/c` gives `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

const longestName = 255;
const forbidden = /[\p{Control}<>:"|?*\\]/u;
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

function whyUnsafeName(name: string): string | undefined {
  if (name === "" || name === "." || name === "..") return `has the segment "${name}"`;
  if (forbidden.test(name)) return "contains a character that some file systems cannot store";
  if (/[ .]$/.test(name)) return "has a name that ends in a space or a full stop";
  if (device.test(name)) return `has the name of a Windows device, "${name}"`;
  return undefined;
}

function whyUnsafe(path: string): string | undefined {
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is absolute";
  if (/\p{Surrogate}/u.test(path)) return "is not valid Unicode";
  for (const name of path.split("/")) {
    const why = whyUnsafeName(name);
    if (why !== undefined) return why;
  }
  return undefined;
}

function isReserved(path: string): boolean {
  const names = foldPath(path).split("/");
  return reserved.has(names[0] ?? "") || names.includes(".git");
}

/** Whether a path stays below the folder it is joined to and names nothing that is not a generated file. */
export function isSafePath(path: string): boolean {
  return whyUnsafe(path) === undefined && !isReserved(path);
}

interface Problem {
  readonly page: Page;
  readonly message: string;
}

function problemOf(path: string): Problem | undefined {
  const shown = JSON.stringify(path);
  const why = whyUnsafe(path);
  if (why !== undefined) return { page: pages.unsafePath, message: `the generated path ${shown} ${why}` };
  if (isReserved(path)) return { page: pages.reservedPath, message: `the generated path ${shown} is reserved` };
  const long = path.split("/").find((name) => Buffer.byteLength(name) > longestName);
  if (long === undefined) return undefined;
  const length = `${Buffer.byteLength(long)} bytes, but a file name may have at most ${longestName}`;
  return { page: pages.nameTooLong, message: `a name in the generated path ${shown} has ${length}` };
}

interface Claim {
  readonly path: string;
  readonly kind: "file" | "folder";
}

function clashOf(path: string, claims: Map<string, Claim>): string | undefined {
  const mine: Claim[] = [
    ...foldersAbove(path).map((folder) => ({ path: folder, kind: "folder" as const })),
    { path, kind: "file" },
  ];
  for (const claim of mine) {
    const other = claims.get(foldPath(claim.path));
    if (other === undefined) claims.set(foldPath(claim.path), claim);
    else if (other.path !== claim.path)
      return `the generated "${path}" and "${other.path}" differ only in case or Unicode composition`;
    else if (other.kind !== claim.kind) return `"${other.path}" is needed as a file and as a folder`;
    else if (claim.kind === "file") return `"${path}" is generated twice`;
  }
  return undefined;
}

function clashProblem(path: string, claims: Map<string, Claim>): Problem | undefined {
  const clash = clashOf(path, claims);
  return clash === undefined ? undefined : { page: pages.clashingPaths, message: clash };
}

/** Everything that is wrong with the paths of a tree that is to be written: unsafe, reserved, too long or clashing ones. */
export function checkPaths(paths: readonly string[], environment: string): Diagnostic[] {
  const claims = new Map<string, Claim>();
  return paths.flatMap((path) => {
    const problem = problemOf(path) ?? clashProblem(path, claims);
    return problem ? [diagnose(problem.page, environment, problem.message)] : [];
  });
}
