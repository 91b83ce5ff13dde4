import { createHash } from "node:crypto";
import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { readingPages as pages } from "./pages.js";
import { decodeUtf8, forbiddenCharacter, lineAndColumn } from "./text.js";

/** The part of the file system that loading needs; tests and embedders may bring their own. */
export interface FileSystem {
  stat(file: string): Promise<{ isFile(): boolean; isDirectory(): boolean; readonly size: number }>;
  readFile(file: string): Promise<Uint8Array>;
  realpath(file: string): Promise<string>;
  readdir(folder: string): Promise<string[]>;
}

export const diskFiles: FileSystem = { stat, readFile, realpath, readdir };

/** Bytes that a layer may have. */
export const largestFile = 1024 * 1024;

/** The text of a layer. */
export interface SourceText {
  /** Path from the project's root, with `/`. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** The code of a failed system call, as ENOENT. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error);
}

/** Reads a layer's text, or says why not. `askedAt` is where another layer named the file. */
export async function readSource(
  root: string,
  file: string,
  { files, askedAt }: { readonly files: FileSystem; readonly askedAt?: Position | undefined },
): Promise<SourceText | Diagnostic> {
  const start = { file, line: 1, column: 1 };
  const position = askedAt ?? start;
  const absolute = path.join(root, file);
  let bytes: Uint8Array;
  try {
    const [realRoot, real] = [await files.realpath(root), await files.realpath(absolute)];
    if (!isInside(realRoot, real))
      return report(pages.outsideRoot, `${file} is a symbolic link that leaves the project`, { position });
    const found = await files.stat(absolute);
    if (found.isDirectory())
      return report(pages.notAFile, `${file} is a folder`, { position, hint: "name a file in it" });
    if (!found.isFile()) return report(pages.notAFile, `${file} is not a regular file`, { position });
    if (found.size > largestFile)
      return report(pages.tooLarge, `${file} has ${(found.size / largestFile).toFixed(1)} MiB, a layer has at most 1`, {
        position,
      });
    bytes = await files.readFile(absolute);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      const dangling = await isLink(absolute);
      const what = dangling ? "is a link to something that does not exist" : "does not exist";
      return report(pages.fileMissing, `${file} ${what}`, { position });
    }
    if (code === "ELOOP") return report(pages.unreadable, `${file} is a link to itself`, { position });
    if (code === "EACCES" || code === "EPERM")
      return report(pages.unreadable, `${file} is not readable for this user (${code})`, { position });
    return report(pages.unreadable, `${file} cannot be read (${code})`, { position });
  }
  const decoded = decodeUtf8(bytes);
  if (!("text" in decoded))
    return report(pages.notUtf8, isUtf16(bytes) ? `${file} is UTF-16` : "the bytes from this position are not UTF-8", {
      position: { file, ...decoded },
      hint: "save the file as UTF-8",
    });
  return { file, text: decoded.text, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** By its byte order mark. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Whether a link stands at a path on the disk. */
async function isLink(file: string): Promise<boolean> {
  return lstat(file).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

/** A complaint about the first character of a text that no spec may hold. */
export function refuseForbiddenCharacter({ file, text }: SourceText): Diagnostic | undefined {
  const found = forbiddenCharacter(text);
  if (!found) return undefined;
  const { line, column } = lineAndColumn(text, found.index);
  return report(pages.forbiddenCharacter, `the file contains the character ${found.name}`, {
    position: { file, line, column, endLine: line, endColumn: column + 1 },
    hint: "delete it",
  });
}

/** Whether a path is the folder or lies below it; both absolute. */
export function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** A path as diagnostics and output write it: from the root, with `/`. */
export function fromRoot(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}
