import { type Command, Option } from "commander";

export type Format = "pretty" | "json" | "github";

/** The flags that every command takes. */
export interface CommonFlags {
  readonly format: Format;
  readonly color: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** The flags of commands that read a project. */
export interface ProjectFlags extends CommonFlags {
  readonly environments?: string;
  readonly out?: string;
}

/** Names of the flags that every command takes. */
export const commonFlags = ["--format", "--no-color", "--quiet", "--verbose"] as const;

/** The command line with the common flags after the command's name, where commands read them. */
export function commandFirst(argv: readonly string[]): readonly string[] {
  let count = 0;
  while (commonFlags.some((flag) => argv[count] === flag || argv[count]?.startsWith(`${flag}=`)))
    count += argv[count] === "--format" ? 2 : 1;
  const command = argv[count];
  if (command === "help") return argv.slice(count);
  return command === undefined ? argv : [command, ...argv.slice(0, count), ...argv.slice(count + 1)];
}

/** Adds the flags that every command takes. */
export function withCommonFlags(command: Command): Command {
  return command
    .addOption(
      new Option("--format <format>", "format of results and problems")
        .choices(["pretty", "json", "github"])
        .default("pretty"),
    )
    .option("--no-color", "no colours (the default in a pipe, and if NO_COLOR is set)")
    .option("--quiet", "print problems only")
    .option("--verbose", "print stack traces of bugs in Streamform");
}

/** Adds the flags of commands that read a project. */
export function withProjectFlags(command: Command): Command {
  return withCommonFlags(
    command
      .option("--environments <dir>", "folder of the environment files (default: environments, here or above)")
      .option("--out <dir>", "folder of the output (default: generated, in the project's root)"),
  );
}

/** The end of a help text. */
export function examples(...lines: readonly string[]): string {
  return `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}
