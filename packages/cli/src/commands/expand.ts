import type { Environment } from "@streamform/core/embedding";
import { Command } from "commander";
import type { ExitCode, Finish } from "../exit-code.js";
import { examples, type ProjectFlags, withProjectFlags } from "../flags.js";
import { loadOne } from "../one-environment.js";
import { inWords } from "../origin.js";
import { onTerminal, type Terminal } from "../terminal.js";

interface ExpandFlags extends ProjectFlags {
  readonly origin?: boolean;
}

export function expandCommand(finish: Finish): Command {
  return withProjectFlags(new Command("expand"))
    .description("Print the whole spec of an environment, with all layers merged and all defaults.")
    .argument("<environment>", "name of an environment, or path of its file")
    .option("--origin", "also print the origin of each value")
    .addHelpText("after", examples("streamform expand msk-dev", "streamform expand msk-dev --origin"))
    .action(async (word: string, flags: ExpandFlags) =>
      finish(await onTerminal(flags, {}, (terminal) => expand(word, flags, terminal))),
    );
}

async function expand(word: string, flags: ExpandFlags, terminal: Terminal): Promise<ExitCode> {
  const { environment, platform, diagnostics, sources, place } = await loadOne(word, flags);
  if (!environment || !platform) {
    await terminal.report({ document: {}, diagnostics, sources, place });
    return 1;
  }
  const { expandEnvironment } = await import("@streamform/core/embedding");
  await terminal.report({
    text: expandEnvironment(environment, platform, { origin: flags.origin ?? false }),
    document: {
      environment: environment.name,
      spec: environment.spec,
      ...(flags.origin ? { origins: await originsOf(environment) } : {}),
    },
    diagnostics,
    sources,
    place,
  });
  return 0;
}

/** The origin of each leaf of a spec, by its path: `environments/msk-dev.yaml:12`, `platform msk` or `default`. */
async function originsOf(environment: Environment): Promise<Readonly<Record<string, string>>> {
  const { renderPath } = await import("@streamform/core/embedding");
  const origins: Record<string, string> = {};
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
      for (const [key, part] of Object.entries(value)) visit(part, [...path, Array.isArray(value) ? Number(key) : key]);
    } else origins[renderPath(path)] = inWords(environment.origin(path));
  };
  visit(environment.spec, []);
  return origins;
}
