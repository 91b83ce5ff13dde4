import { createHash } from "node:crypto";
import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { renderPath } from "../diagnostics/path.js";
import { report } from "../diagnostics/report.js";
import type { Environment, ExtraFile, Layer } from "./environment.js";
import { extraPages } from "./extra-pages.js";
import { readingPages } from "./pages.js";
import { type FileSystem, fromRoot, isInside, readSource } from "./read-file.js";

/** The files that an environment's `extra` names. */
interface Read {
  readonly files: readonly ExtraFile[];
  /** The files and the folders that were searched, with what says whether they changed. */
  readonly inputs: readonly Layer[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the files that an environment's `extra` names, each relative to the layer that names it. */
export async function readExtra(
  { spec: { extra }, name: environment, file: own, origin, place }: Environment,
  { root, files }: { readonly root: string; readonly files: FileSystem },
): Promise<Read> {
  const found: ExtraFile[] = [];
  const inputs = new Map<string, Layer>();
  const diagnostics: Diagnostic[] = [];
  const entries = (["kubernetes", "terraform"] as const).flatMap((kind) =>
    Object.entries(extra[kind]).flatMap(([name, entry]) =>
      entry.files.map((pattern, index) => ({ kind, name, pattern, index })),
    ),
  );
  for (const { kind, name, pattern, index } of entries) {
    const at = ["extra", kind, name, "files", index];
    const details = { environment, path: renderPath(at), position: place(at) };
    const from = origin(at);
    const folder = path.dirname(path.join(root, from.kind === "file" ? from.position.file : own));
    const absolute = path.resolve(folder, pattern);
    if (!isInside(root, absolute)) {
      diagnostics.push(report(readingPages.outsideRoot, `${pattern} is outside the project`, details));
      continue;
    }
    const names = await matching(absolute, files);
    if (names.listing !== undefined) {
      const listed = `${fromRoot(root, path.dirname(absolute))}/`;
      inputs.set(listed, { file: listed, sha256: listingHash(names.listing) });
    }
    if (names.files.length === 0)
      diagnostics.push(
        report(extraPages.noFile, `${pattern} matches no file`, { ...details, hint: extraPages.noFile.instead }),
      );
    for (const file of names.files) {
      const source = await readSource(root, fromRoot(root, file), { files, askedAt: details.position });
      if ("code" in source) {
        diagnostics.push({ ...source, environment, path: details.path });
        continue;
      }
      inputs.set(source.file, { file: source.file, sha256: source.sha256 });
      const isKnown = found.some((other) => other.kind === kind && other.name === name && other.file === source.file);
      if (!isKnown) found.push({ kind, name, pattern, file: source.file, text: source.text });
    }
  }
  return { files: found, inputs: [...inputs.values()], diagnostics };
}

/** What says whether a folder got or lost a file. */
export function listingHash(names: readonly string[]): string {
  return createHash("sha256").update(names.toSorted().join("\n")).digest("hex");
}

/** The files that a path names, sorted, and where it has a `*` all names of its folder. */
async function matching(
  absolute: string,
  files: FileSystem,
): Promise<{ readonly files: readonly string[]; readonly listing?: readonly string[] }> {
  const base = path.basename(absolute);
  if (!base.includes("*")) return { files: [absolute] };
  const folder = path.dirname(absolute);
  const listing = await files.readdir(folder).catch(() => []);
  const escaped = base.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  const expression = new RegExp(`^(?!\\.)${escaped}$`);
  const names = listing.filter((name) => expression.test(name)).sort();
  return { files: names.map((name) => path.join(folder, name)), listing };
}
