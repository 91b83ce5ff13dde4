import type { Page } from "@streamform/core";
import type { Diagnostic } from "@streamform/core/embedding";

/** Problems between the command line and a project (SF5), and bugs in Streamform (SF9). */
export const cliPages = {
  noEnvironments: {
    code: "SF5001",
    title: "No environments",
    severity: "error",
    because:
      "The folder contains no .yaml, .yml or .ts file, so there is nothing to generate. It may be the wrong folder.",
    instead: "Name the folder with `--environments`, or create a project with `streamform init`.",
  },
  nameTaken: {
    code: "SF5002",
    title: "Two environments with one name",
    severity: "error",
    because:
      "The folder under `generated/`, the Terraform state and many resources have the environment's name. The two environments would overwrite each other.",
    instead: "Give one of them another `name`.",
  },
  environmentGone: {
    code: "SF5003",
    title: "Output of an environment that no longer exists",
    severity: "warning",
    because: "The GitOps engine still applies the folder, although the environment's file is gone.",
    instead:
      "Destroy the environment as its README describes, then run `streamform synth --prune-environments` and commit.",
  },
  drift: {
    code: "SF5004",
    title: "The output does not match the environment",
    severity: "error",
    because:
      "People review, and engines apply, the files under `generated/`. These are older than the spec, or were edited by hand.",
    instead: "Run `streamform synth`, review the difference and commit it.",
  },
  prunedKept: {
    code: "SF5005",
    title: "Files were kept in the folder of an environment that no longer exists",
    severity: "warning",
    because: "Streamform did not generate the files, or they were edited by hand. There may be no other copy.",
    instead:
      "Look at the files. `streamform synth --prune-environments --force` deletes the files that were edited by hand. Delete the other files yourself.",
  },
  usage: {
    code: "SF5006",
    title: "Wrong usage",
    severity: "error",
    because: "The command line names a command, flag, environment, path or code that does not exist.",
    instead: "`streamform --help` lists the commands. `streamform <command> --help` lists their flags.",
  },
  fault: {
    code: "SF9001",
    title: "A bug in Streamform",
    severity: "error",
    because: "An unexpected error occurred. No environment should be able to cause it.",
    instead:
      "Report the printed text, with the environment if possible. `--verbose` or STREAMFORM_DEBUG=1 adds the stack trace.",
  },
} as const satisfies Readonly<Record<string, Page>>;

/** A diagnostic whose hint is the page's `instead`. */
export function diagnose(
  { code, severity, instead }: Page,
  message: string,
  details: Partial<Diagnostic> = {},
): Diagnostic {
  return { code, severity, message, hint: instead, ...details };
}
