import { existsSync } from "node:fs";
import { Command } from "commander";
import { type ExitCode, type Finish, UsageError } from "../exit-code.js";
import { examples, type ProjectFlags, withProjectFlags } from "../flags.js";
import { knownPlatforms, locateProject } from "../project.js";
import { onTerminal, type Report, type Terminal } from "../terminal.js";

interface ExplainFlags extends ProjectFlags {
  readonly env?: string;
}

export function explainCommand(finish: Finish): Command {
  return withProjectFlags(
    new Command("explain")
      .description("Explain a field of the spec, a diagnostic, or the origin of a generated value.")
      .argument(
        "<what>",
        "path in a spec, code of a diagnostic, or generated file (with # and a JSON pointer for a field)",
      )
      .option("--env <environment>", "for a path: also print the value in this environment and its origin"),
  )
    .addHelpText(
      "after",
      examples(
        "streamform explain msk.volumeSize --env msk-dev",
        "streamform explain SF2102",
        "streamform explain 'generated/msk-dev/terraform/msk/main.tf.json#/resource/aws_msk_cluster/cluster/kafka_version'",
      ),
    )
    .action(async (what: string, flags: ExplainFlags) =>
      finish(await onTerminal(flags, {}, (terminal) => explain(what, flags, terminal))),
    );
}

async function explain(what: string, flags: ExplainFlags, terminal: Terminal): Promise<ExitCode> {
  const report = await answer(what, flags);
  await terminal.report(report);
  return report.diagnostics?.some(({ severity }) => severity === "error") ? 1 : 0;
}

async function answer(what: string, flags: ExplainFlags): Promise<Report> {
  if (/^SF\d+$/i.test(what)) return explainCode(what, flags);
  const [file = "", pointer] = what.split(/#(.*)/s);
  if (pointer !== undefined || existsSync(file) || /^[^["]*\//.test(file)) {
    const { explainFile } = await import("../explain/explain-file.js");
    return explainFile(file, pointer, flags);
  }
  const { explainField } = await import("../explain/explain-field.js");
  return explainField(what, flags);
}

async function explainCode(code: string, flags: ExplainFlags): Promise<Report> {
  const [{ allPages }, { renderPage }] = await Promise.all([
    import("../knowledge.js"),
    import("@streamform/core/embedding"),
  ]);
  const { platforms, diagnostics } = await knownPlatforms(locateProject(flags));
  const page = (await allPages(platforms)).page(code);
  if (!page && diagnostics.length > 0) return { document: {}, diagnostics };
  if (!page)
    throw new UsageError(
      `no diagnostic has the code ${code.toUpperCase()}`,
      "`streamform list checks` lists the checks",
    );
  const { severity, title, because, instead, source } = page;
  return { text: renderPage(page), document: { page: { code: page.code, severity, title, because, instead, source } } };
}
