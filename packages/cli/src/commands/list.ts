import type { AnyComponent, Platform } from "@streamform/core";
import { Argument, Command } from "commander";
import type { ExitCode, Finish } from "../exit-code.js";
import { type CommonFlags, examples, withCommonFlags } from "../flags.js";
import { componentsOf } from "../knowledge.js";
import { knownPlatforms, locateProject } from "../project.js";
import { onTerminal, type Report, type Terminal, table } from "../terminal.js";

type Kind = "platforms" | "components" | "checks";

interface ListFlags extends CommonFlags {
  readonly environments?: string;
}

export function listCommand(finish: Finish): Command {
  return withCommonFlags(
    new Command("list")
      .description("List the platforms, components or checks.")
      .addArgument(new Argument("<kind>", "what to list").choices(["platforms", "components", "checks"]))
      .option(
        "--environments <dir>",
        "folder of the environment files; the list includes the platforms of their project",
      ),
  )
    .addHelpText("after", examples("streamform list platforms", "streamform list checks --format json"))
    .action(async (kind: Kind, flags: ListFlags) =>
      finish(await onTerminal(flags, { [kind]: [] }, (terminal) => list(kind, flags, terminal))),
    );
}

async function list(kind: Kind, { environments }: ListFlags, terminal: Terminal): Promise<ExitCode> {
  const { platforms, diagnostics } = await knownPlatforms(locateProject({ environments }));
  await terminal.report({ ...listings[kind](platforms), diagnostics });
  return diagnostics.length > 0 ? 1 : 0;
}

const listings: Readonly<Record<Kind, (platforms: readonly Platform[]) => Report>> = {
  platforms: (platforms) => {
    const rows = platforms.map(({ name, title, components }) => ({ name, title, components: components.map(namesOf) }));
    return { text: table(rows.map(({ name, title }) => [name, title])), document: { platforms: rows } };
  },
  components: (platforms) => {
    const rows = componentsOf(platforms).map(({ component, platforms: names }) => ({
      name: component.name,
      key: component.key,
      title: component.title,
      platforms: names,
    }));
    return {
      text: table(rows.map(({ key, title, platforms: names }) => [`${key}:`, title, names.join(", ")])),
      document: { components: rows },
    };
  },
  checks: (platforms) => {
    const rows = componentsOf(platforms)
      .flatMap(({ component }) =>
        (component.definition.checks ?? []).map(({ code, severity, title }) => ({
          code,
          severity,
          component: component.name,
          title,
        })),
      )
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    return {
      text: table(rows.map(({ code, severity, component, title }) => [code, severity, component, title])),
      document: { checks: rows },
    };
  },
};

function namesOf({ name }: AnyComponent): string {
  return name;
}
