import { byCodePoint } from "../diagnostics/code-point.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { diagnose, pages } from "./pages.js";
import type { KnownFiles } from "./read-manifest.js";
import type { Survey } from "./survey.js";

/** A tool that reads files of a folder by their names, whether or not anything generated points to them. */
interface Reader {
  readonly tool: string;
  /** A generated file that marks the folder as one that the tool reads. */
  readonly marker: RegExp;
  /** Names that it reads. */
  readonly takes: RegExp;
}

/**
 * Sources: OpenTofu documentation, "Files and Directories" and "Input Variables" (Terraform reads the same without
 * `.tofu`; both pass over hidden files); kustomize, `RecognizedKustomizationFileNames`, of which a folder may have one;
 * Argo CD user guide, "Parameter Overrides"; Flux source-controller, `.sourceignore` of a GitRepository, read in every folder.
 */
const readers: readonly Reader[] = [
  {
    tool: "Terraform",
    marker: /\.tf\.json$/,
    takes: /^[^.#].*\.(tf|tofu)(\.json)?$|^(terraform|[^.#].*\.auto)\.tfvars(\.json)?$/,
  },
  { tool: "kustomize", marker: /^kustomization\.yaml$/, takes: /^(kustomization\.yml|Kustomization)$/ },
  { tool: "Argo CD", marker: /^kustomization\.yaml$/, takes: /^\.argocd-source(-.+)?\.yaml$/ },
  { tool: "Flux", marker: /^/, takes: /^\.sourceignore$/ },
];

/** A file that is none of Streamform's, and the tool that would take it for a part of the output. */
export interface ForeignFile {
  readonly path: string;
  readonly tool: string;
}

/** What decides over foreign files. */
export interface ForeignParts {
  /** Paths of the generated tree. */
  readonly wanted: Iterable<string>;
  /** What the manifest lists: it is pruned or kept, and told of, by other rules. */
  readonly known: KnownFiles;
  readonly found: Survey;
}

/**
 * Files that were not generated, in folders whose tool would read them. They change what is applied, although no spec contains
 * them. Other files beside the output, such as notes, are ignored. Sorted by path.
 */
export function foreignFiles({ wanted, known, found }: ForeignParts): ForeignFile[] {
  const generated = new Map<string, string[]>();
  const paths = new Set(wanted);
  for (const path of paths) {
    const [folder, name] = split(path);
    generated.set(folder, [...(generated.get(folder) ?? []), name]);
  }
  return [...found]
    .flatMap(([path, kind]) => {
      if (kind === "folder" || paths.has(path) || known.has(path)) return [];
      const [folder, name] = split(path);
      const names = generated.get(folder) ?? [];
      const reader = readers.find(({ marker, takes }) => takes.test(name) && names.some((one) => marker.test(one)));
      return reader ? [{ path, tool: reader.tool }] : [];
    })
    .sort((left, right) => byCodePoint(left.path, right.path));
}

/** Complains of a file that is none of Streamform's and would be applied. Synth leaves it: nobody else may have it. */
export function diagnoseForeign({ path, tool }: ForeignFile, environment: string): Diagnostic {
  return diagnose(pages.foreignFile, environment, `"${path}" was not generated, but ${tool} would read it`, path);
}

function split(path: string): readonly [folder: string, name: string] {
  const end = path.lastIndexOf("/");
  return [path.slice(0, Math.max(0, end)), path.slice(end + 1)];
}
