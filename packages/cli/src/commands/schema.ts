import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { type ExitCode, type Finish, UsageError } from "../exit-code.js";
import { type CommonFlags, examples, withCommonFlags } from "../flags.js";
import { locateProject, platformsOf } from "../project.js";
import { onTerminal, type Terminal } from "../terminal.js";

interface SchemaFlags extends CommonFlags {
  readonly environments?: string;
  /** A file: the schema has no folder. */
  readonly out?: string;
}

export function schemaCommand(finish: Finish): Command {
  return withCommonFlags(
    new Command("schema")
      .description("Print the JSON Schema of environment files, for completion and hover text in editors.")
      .option("--out <file>", "write it to a file")
      .option(
        "--environments <dir>",
        "folder of the environment files; the schema includes the platforms of their project",
      ),
  )
    .addHelpText("after", examples("streamform schema --out schemas/environment.schema.json"))
    .action(async (flags: SchemaFlags) => finish(await onTerminal(flags, {}, (terminal) => schema(flags, terminal))));
}

async function schema({ environments, out }: SchemaFlags, terminal: Terminal): Promise<ExitCode> {
  const place = locateProject({ environments });
  const [{ environmentJsonSchema }, platforms] = [await import("@streamform/core/embedding"), await platformsOf(place)];
  const text = `${JSON.stringify(environmentJsonSchema(platforms), undefined, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return 0;
  }
  const status = bringUpToDate(out, text);
  await terminal.report({ text: terminal.quiet ? "" : `${out} ${status}\n`, document: { file: out, status } });
  return 0;
}

function bringUpToDate(file: string, text: string): "unchanged" | "written" {
  try {
    if (existsSync(file) && readFileSync(file, "utf8") === text) return "unchanged";
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return "written";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (typeof code !== "string") throw error;
    throw new UsageError(
      `--out: ${file} cannot be written (${code})`,
      "name the path of a file in a folder that you can write to",
    );
  }
}
