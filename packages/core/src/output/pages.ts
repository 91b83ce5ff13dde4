import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { definePages, type Page } from "../diagnostics/page.js";

/** What can go wrong between artifacts in memory and files on the disk. */
export const pages = definePages({
  unsafePath: {
    code: "SF4001",
    title: "A generated path that is not safe on every file system",
    severity: "error",
    because:
      "An absolute path, or a path with `..`, would write outside the environment's folder. A name that some file system cannot store breaks other people's checkouts.",
    instead:
      "Rename the entry in the spec that the file is named after. Letters, digits, `-`, `_` and `.` are safe everywhere.",
    source: "Microsoft Learn, Naming Files, Paths, and Namespaces",
  },
  reservedPath: {
    code: "SF4002",
    title: "A generated path that Streamform or git reserves",
    severity: "error",
    because:
      "`manifest.json`, `.streamform` and `.git` in an environment's folder are reserved. A generated file of that name would destroy them.",
    instead: "Give the component's file another name.",
  },
  clashingPaths: {
    code: "SF4003",
    title: "Two generated files with one path",
    severity: "error",
    because:
      "Of two files with one path, the later would silently win. Two paths that differ only in case are one file on macOS and Windows. A file cannot also be a folder.",
    instead: "Rename one of the two entries in the spec that the files are named after.",
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
      "Writing through a link changes files that nobody reviews, perhaps outside the repository. Argo CD refuses repositories with links that lead out of them.",
    instead: "Remove the link, or replace it by a real file or folder, and run synth again.",
    source: "Argo CD, repo-server check for out-of-bounds symbolic links",
  },
  inTheWay: {
    code: "SF4006",
    title: "A file that Streamform did not write is in the way",
    severity: "error",
    because:
      "A file that the manifest does not list belongs to a person. Replacing it could lose the only copy of someone's work.",
    instead: "Move it elsewhere, or run `streamform synth --force` to replace it.",
  },
  manifestUnreadable: {
    code: "SF4007",
    title: "The manifest cannot be read",
    severity: "error",
    because:
      "Without the manifest Streamform cannot tell generated files from other files, so it replaces and prunes nothing.",
    instead:
      "Restore `manifest.json` from git, upgrade Streamform if a newer version wrote it, or run `streamform synth --force` to write the tree again.",
  },
  editedKept: {
    code: "SF4008",
    title: "A file edited by hand is no longer generated",
    severity: "warning",
    because:
      "The spec no longer generates the file, but it holds edits that exist nowhere else. Streamform kept it and removed it from the manifest.",
    instead: "Delete the file, or keep it as your own.",
  },
  editedOverwritten: {
    code: "SF4009",
    title: "Edits by hand were overwritten",
    severity: "warning",
    because: "Streamform writes generated files from the spec. The next synth overwrites edits.",
    instead: "Make the change in the spec. `git diff` shows what was replaced.",
  },
  foreignFile: {
    code: "SF4010",
    title: "A file that is not generated but would be applied",
    severity: "warning",
    because:
      "Terraform reads every `.tf` file of a folder, and kustomize reads every kustomization file name. The file changes what is applied, although no spec contains it.",
    instead:
      "Delete the file. Move its content into the spec, into your own component, or into a module outside `generated/`.",
    source: "OpenTofu documentation, Files and Directories",
  },
  outLeadsOutside: {
    code: "SF4011",
    title: "The output folder is a link that leaves the project",
    severity: "error",
    because:
      "Streamform would write and prune files in a place outside the repository, which may belong to someone else. The repository holds only the link, and no GitOps engine follows it.",
    instead: "Replace the link with a folder. To write elsewhere, name that folder with `--out`.",
    source: "Argo CD, repo-server check for out-of-bounds symbolic links",
  },
  readOnly: {
    code: "SF4020",
    title: "The folder cannot be written",
    severity: "error",
    because: "The file system is read-only, or the folder belongs to another user.",
    instead: "Check the folder's owner and mode, or write elsewhere with `--out`.",
  },
  diskFull: {
    code: "SF4021",
    title: "The disk is full",
    severity: "error",
    because:
      "Streamform stages all files before it replaces the first one, so the tree is unchanged. If creating a folder failed after that, the next run completes the tree.",
    instead: "Free space or raise the quota and run synth again.",
  },
  notWritten: {
    code: "SF4022",
    title: "The operating system refused a file operation",
    severity: "error",
    because: "The tree may be incomplete. The manifest records this, and the next run of synth completes it.",
    instead: "Fix the cause in the message and run synth again.",
  },
  locked: {
    code: "SF4023",
    title: "Another run is writing this environment",
    severity: "error",
    because: "Two runs that write one folder at the same time would mix their output.",
    instead: "Wait for the other run. If that run is gone, delete the lock file in the message.",
  },
});

/** A diagnostic about output. The position of a file is relative to the environment's folder; `inFolder` makes it relative to the project. */
export function diagnose(
  { code, severity, instead }: Page,
  environment: string,
  message: string,
  file?: string,
): Diagnostic {
  const position = file === undefined ? undefined : { file, line: 1, column: 1 };
  return { code, severity, environment, message, hint: instead, ...(position ? { position } : {}) };
}

/** The same diagnostics with files relative to the project's root. `folder` is the environment's folder, relative to the root. */
export function inFolder(diagnostics: readonly Diagnostic[], folder: string): Diagnostic[] {
  return diagnostics.map(({ position, ...diagnostic }) =>
    position ? { ...diagnostic, position: { ...position, file: `${folder}/${position.file}` } } : diagnostic,
  );
}
