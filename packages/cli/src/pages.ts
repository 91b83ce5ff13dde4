import type { Page } from "@streamform/core";
import type { Diagnostic } from "@streamform/core/embedding";

/** What can be wrong between the command line and a project (SF5), and with Streamform itself (SF9). */
export const cliPages = {
  noEnvironments: {
    code: "SF5001",
    title: "No environments",
    severity: "error",
    because:
      "The folder holds no .yaml, .yml or .ts file, so there is nothing to generate; most often it is another folder that was meant.",
    instead: "Name the folder with `--environments`, or begin a project with `streamform init`.",
  },
  nameTaken: {
    code: "SF5002",
    title: "Two environments of one name",
    severity: "error",
    because:
      "The name is the folder's under `generated/`, the state's and that of many resources: the two would overwrite each other.",
    instead: "Give one of them another `name`.",
  },
  environmentGone: {
    code: "SF5003",
    title: "Output of an environment that is gone",
    severity: "warning",
    because:
      "The GitOps engine goes on applying what lies in the folder, although nothing in the spec asks for it any more.",
    instead:
      "Tear the environment down as its README says, then run `streamform synth --prune-environments` and commit.",
  },
  drift: {
    code: "SF5004",
    title: "The output is not that of the environment",
    severity: "error",
    because:
      "What is reviewed and applied are the files under `generated/`; here they are older than the spec, or were edited by hand.",
    instead: "Run `streamform synth`, look at the difference and commit it.",
  },
  prunedKept: {
    code: "SF5005",
    title: "Files were kept in the folder of an environment that is gone",
    severity: "warning",
    because: "They are none of Streamform's, or were edited by hand: nobody else has them.",
    instead:
      "Look at them. Those that were edited by hand go with `streamform synth --prune-environments --force`; delete the others yourself.",
  },
  usage: {
    code: "SF5006",
    title: "Wrong usage",
    severity: "error",
    because: "The command line asks for a command, flag, environment, path or code that does not exist.",
    instead: "`streamform --help` lists the commands, `streamform <command> --help` their flags.",
  },
  fault: {
    code: "SF9001",
    title: "A fault of Streamform",
    severity: "error",
    because: "Something happened that its authors did not expect; no environment should be able to cause it.",
    instead:
      "Report what was printed, with the environment if you can. `--verbose` or STREAMFORM_DEBUG=1 adds the stack trace.",
  },
} as const satisfies Readonly<Record<string, Page>>;

/** A diagnostic of this room; its hint is the page's way out. */
export function diagnose(
  { code, severity, instead }: Page,
  message: string,
  details: Partial<Diagnostic> = {},
): Diagnostic {
  return { code, severity, message, hint: instead, ...details };
}
