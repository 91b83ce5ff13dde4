import type { Page } from "@streamform/core";
import { Command, CommanderError } from "commander";
import { doctorCommand } from "./commands/doctor.js";
import { expandCommand } from "./commands/expand.js";
import { explainCommand } from "./commands/explain.js";
import { initCommand } from "./commands/init.js";
import { listCommand } from "./commands/list.js";
import { newCommand } from "./commands/new.js";
import { schemaCommand } from "./commands/schema.js";
import { synthCommand } from "./commands/synth.js";
import { validateCommand } from "./commands/validate.js";
import { type ExitCode, type Finish, UsageError } from "./exit-code.js";
import { describeFault } from "./fault.js";
import { commandFirst, commonFlags, examples } from "./flags.js";
import { cliPages, diagnose } from "./pages.js";
import { jsonDocument, plain } from "./terminal.js";
import { tool } from "./version.js";

export type { ExitCode } from "./exit-code.js";

const commands = [
  initCommand,
  synthCommand,
  validateCommand,
  expandCommand,
  explainCommand,
  schemaCommand,
  listCommand,
  doctorCommand,
  newCommand,
];

/**
 * Runs one command line, without the name of the program: `run(["synth", "--check"])`. Results go to stdout, the rest to
 * stderr. It neither throws nor ends the process.
 */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  try {
    await program((given) => {
      code = given;
    }).parseAsync(commandFirst(argv), { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError) {
      await endDocument(argv, cliPages.usage, error.message.replace(/^error: /, ""));
      return 2;
    }
    if (error instanceof UsageError) {
      process.stderr.write(`error: ${error.message}\n${error.hint === undefined ? "" : `(${error.hint})\n`}`);
      await endDocument(argv, cliPages.usage, error.message, error.hint);
      return 2;
    }
    process.stderr.write(describeFault(error, argv));
    await endDocument(argv, cliPages.fault, error instanceof Error ? error.message : String(error));
    return 3;
  }
}

/** Writes the JSON document of a failed run, if `--format json` asks for it. It searches the words, because the flags may not parse. */
async function endDocument(argv: readonly string[], page: Page, message: string, hint = page.instead): Promise<void> {
  const at = argv.lastIndexOf("--format");
  if (!argv.includes("--format=json") && (at < 0 || argv[at + 1] !== "json")) return;
  process.stdout.write(jsonDocument({}, await plain([diagnose(page, message, { hint })])));
}

function program(finish: Finish): Command {
  const root = new Command("streamform")
    .description(
      "Compiles an environment file into the Terraform, Kubernetes and GitOps objects of a Kafka platform on AWS.",
    )
    .version(tool.version)
    .helpCommand("help [command]", "show what a command does")
    .showHelpAfterError("(--help lists the commands and flags)")
    .exitOverride()
    .addHelpText(
      "after",
      examples("streamform init streaming --platform msk", "streamform synth", "streamform synth --check"),
    )
    .addHelpText(
      "after",
      `\nEvery command takes ${commonFlags.join(", ")}, before or after its name.\n\nExit codes: 0 success, 1 the input has errors or --check found drift, 2 wrong usage, 3 a bug in Streamform.`,
    );
  for (const command of commands) root.addCommand(command(finish).copyInheritedSettings(root));
  return root;
}
