import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { definePages, type Page } from "../diagnostics/page.js";

/** What can go wrong between artifacts in memory and files on the disk. */
export const pages = definePages({
  unsafePath: {
    code: "SF4001",
    title: "A generated path that is not safe everywhere",
    severity: "error",
    because:
      "A path that is absolute or climbs with `..` would write outside the environment's folder; a name that some file system cannot store breaks the checkout of a colleague.",
    instead:
      "Rename the thing in the spec that the file is named after; letters, digits, `-`, `_` and `.` are safe everywhere.",
    source: "Microsoft Learn, Naming Files, Paths, and Namespaces",
  },
  reservedPath: {
    code: "SF4002",
    title: "A generated path that Streamform or git keeps for itself",
    severity: "error",
    because:
      "`manifest.json`, `.streamform` and `.git` in an environment's folder are bookkeeping; a generated file of that name would destroy it.",
    instead: "Give the component's file another name.",
  },
  clashingPaths: {
    code: "SF4003",
    title: "Two generated files claim one place",
    severity: "error",
    because:
      "Of two files with one path the later would win silently; two that differ only in case are one file on macOS and Windows; a file cannot also be a folder.",
    instead: "Rename one of the two things in the spec that the files are named after.",
  },
  nameTooLong: {
    code: "SF4004",
    title: "A generated name that is too long for a file",
    severity: "error",
    because:
      "Common file systems store names of at most 255 bytes, and every system limits the length of a whole path.",
    instead: "Shorten the name in the spec, or move the repository nearer to the root of the disk.",
    source: "POSIX NAME_MAX as Linux, macOS and most of their file systems set it",
  },
  symbolicLink: {
    code: "SF4005",
    title: "A symbolic link in the way of generated files",
    severity: "error",
    because:
      "Writing through a link changes files in a place that nobody reviews, perhaps outside the repository; Argo CD refuses repositories with links that lead out of them.",
    instead: "Remove the link, or replace it by a real file or folder, and run synth again.",
    source: "Argo CD, repo-server check for out-of-bounds symbolic links",
  },
  inTheWay: {
    code: "SF4006",
    title: "Something that Streamform did not write is in the way",
    severity: "error",
    because:
      "What the manifest does not list belongs to a person; replacing it could lose work that exists nowhere else.",
    instead: "Move it elsewhere, or run `streamform synth --force` to replace it.",
  },
  manifestUnreadable: {
    code: "SF4007",
    title: "The manifest cannot be read",
    severity: "error",
    because:
      "Without the manifest nobody can tell generated files from those of a person, so nothing may be replaced or pruned.",
    instead:
      "Restore `manifest.json` from git, upgrade Streamform if a newer one wrote it, or run `streamform synth --force` to write the tree anew.",
  },
  editedKept: {
    code: "SF4008",
    title: "A file edited by hand is no longer generated",
    severity: "warning",
    because:
      "The file would be pruned, but it holds changes that exist nowhere else; it was kept and does not belong to the manifest any more.",
    instead: "Delete it, or keep it as your own.",
  },
  editedOverwritten: {
    code: "SF4009",
    title: "Edits by hand were overwritten",
    severity: "warning",
    because: "Generated files are written from the spec; changes made to them are lost at the next synth.",
    instead: "Make the change in the spec. `git diff` shows what was replaced.",
  },
  foreignFile: {
    code: "SF4010",
    title: "A file that nobody generated, but that would be applied",
    severity: "warning",
    because:
      "Terraform reads every `.tf` of a folder, kustomize every name of a kustomization: the file changes what is applied, although no spec asks for it and nobody sees it in one.",
    instead:
      "Delete it. What it says belongs into the spec, into a component of your own, or into a module outside of `generated/`.",
    source: "OpenTofu documentation, Files and Directories",
  },
  outLeadsOutside: {
    code: "SF4011",
    title: "The output's folder leads outside of the project",
    severity: "error",
    because:
      "Through the link, files would be written and pruned in a place that is in no commit and no review, and that may be somebody else's; what the repository holds is the link alone, and no GitOps engine reads through it.",
    instead:
      "Replace the link by a folder. Where the output is meant to go elsewhere, name that folder itself with `--out`.",
    source: "Argo CD, repo-server check for out-of-bounds symbolic links",
  },
  readOnly: {
    code: "SF4020",
    title: "The folder cannot be written",
    severity: "error",
    because: "The file system is mounted read-only or the folder belongs to somebody else.",
    instead: "Check owner and mode of the folder, or write elsewhere with `--out`.",
  },
  diskFull: {
    code: "SF4021",
    title: "The disk is full",
    severity: "error",
    because:
      "All files are staged before the first one is replaced, so the tree is as it was; where a folder could not be made after that, the next run completes it.",
    instead: "Free space or raise the quota and run synth again.",
  },
  notWritten: {
    code: "SF4022",
    title: "The operating system refused a file operation",
    severity: "error",
    because: "The tree may be unfinished; the manifest says so, and the next run of synth completes it.",
    instead: "Mend what the message names and run synth again.",
  },
  locked: {
    code: "SF4023",
    title: "Another run is writing this environment",
    severity: "error",
    because: "Two runs that write one folder at once would leave a mixture of both.",
    instead: "Wait for the other run, or delete the lock file that the message names if that run is gone.",
  },
});

/**
 * A diagnostic of this room. Where it is about a file, its position is in that file, and names it from the environment's folder: this
 * room knows nothing of what lies above (`inFolder` does).
 */
export function diagnose(
  { code, severity, instead }: Page,
  environment: string,
  message: string,
  file?: string,
): Diagnostic {
  const position = file === undefined ? undefined : { file, line: 1, column: 1 };
  return { code, severity, environment, message, hint: instead, ...(position ? { position } : {}) };
}

/** Names the files of diagnostics of this room from the project's root; `folder` is the environment's, from there. */
export function inFolder(diagnostics: readonly Diagnostic[], folder: string): Diagnostic[] {
  return diagnostics.map(({ position, ...diagnostic }) =>
    position ? { ...diagnostic, position: { ...position, file: `${folder}/${position.file}` } } : diagnostic,
  );
}
