import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { findConfigs, recordedEnvironments } from "@streamform/core/unchanged";
import { Command } from "commander";
import type { ExitCode, Finish } from "../exit-code.js";
import { examples, type ProjectFlags, withProjectFlags } from "../flags.js";
import { fromRoot, locateProject, type Place, platformsOf } from "../project.js";
import { findFiles } from "../synth/selection.js";
import { count, onTerminal, type Terminal, table } from "../terminal.js";
import { tool } from "../version.js";

/** The result for one subject; an entry of `findings` in the JSON document. */
interface Finding {
  readonly name: string;
  /** `absent`: an optional tool is not installed; `problem`: Streamform cannot work. */
  readonly status: "ok" | "note" | "absent" | "problem";
  readonly detail: string;
}

/** Optional tools: the arguments that print a tool's version, and its use. */
const tools = [
  { name: "git", arguments: ["--version"], use: "reviewing and committing the output" },
  { name: "terraform", arguments: ["version"], use: "planning stacks by hand" },
  { name: "tofu", arguments: ["version"], use: "planning stacks as tofu-controller does" },
  { name: "kubectl", arguments: ["version", "--client"], use: "applying the entry point once" },
  { name: "flux", arguments: ["--version"], use: "watching reconciliations" },
  { name: "argocd", arguments: ["version", "--client", "--short"], use: "watching applications" },
  { name: "shellcheck", arguments: ["--version"], use: "checking generated scripts" },
] as const;

export function doctorCommand(finish: Finish): Command {
  return withProjectFlags(new Command("doctor"))
    .description("Check the tools and files that Streamform needs, and list the optional tools.")
    .addHelpText("after", examples("streamform doctor"))
    .action(async (flags: ProjectFlags) =>
      finish(await onTerminal(flags, { findings: [] }, (terminal) => doctor(flags, terminal))),
    );
}

async function doctor(flags: ProjectFlags, terminal: Terminal): Promise<ExitCode> {
  const place = locateProject(flags);
  const findings = [
    { name: "streamform", status: "ok", detail: tool.version } as const,
    node(),
    await environments(place),
    await configuration(place),
    ...output(place),
    ...(await Promise.all(tools.map(version))),
  ];
  const shown = findings.filter(({ status }) => !terminal.quiet || status === "problem");
  await terminal.report({
    text: table(shown.map(({ name, status, detail }) => [name, status, detail])),
    document: { findings },
  });
  return findings.some(({ status }) => status === "problem") ? 1 : 0;
}

/** The oldest Node.js that the packages support. */
const oldestNode = [20, 19] as const;

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const detail = enough
    ? process.versions.node
    : `${process.versions.node}; ${oldestNode.join(".")} or newer is required`;
  return { name: "Node.js", status: enough ? "ok" : "problem", detail };
}

async function environments(place: Place): Promise<Finding> {
  const { files, diagnostics } = await findFiles(place);
  const name = "environments";
  const [problem] = diagnostics;
  if (problem) return { name, status: "problem", detail: problem.message };
  return { name, status: "ok", detail: `${count(files.length, "file")} in ${fromRoot(place, place.environments)}` };
}

async function configuration(place: Place): Promise<Finding> {
  const name = "configuration";
  const [file] = findConfigs(place.root);
  if (file === undefined) return { name, status: "ok", detail: "none; only the platforms of @streamform/presets" };
  try {
    return { name, status: "ok", detail: `${file}: ${count((await platformsOf(place)).length, "platform")}` };
  } catch (error) {
    return { name, status: "problem", detail: error instanceof Error ? error.message : String(error) };
  }
}

function output(place: Place): Finding[] {
  const folder = fromRoot(place, place.out);
  if (!existsSync(place.out))
    return [{ name: "output", status: "note", detail: `${folder} does not exist yet; synth creates it` }];
  const records = recordedEnvironments(place.out);
  const stale = records.flatMap(({ name, manifest }): Finding[] => {
    if (manifest.unfinished)
      return [{ name, status: "note", detail: "a run was interrupted; the next synth completes it" }];
    if (manifest.tool.version === tool.version) return [];
    return [
      {
        name,
        status: "note",
        detail: `written by Streamform ${manifest.tool.version}; the next synth updates it`,
      },
    ];
  });
  return [{ name: "output", status: "ok", detail: `${count(records.length, "environment")} in ${folder}` }, ...stale];
}

async function version({ name, arguments: words, use }: (typeof tools)[number]): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(name, words, { timeout: 10_000 });
    return { name, status: "ok", detail: /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? "installed" };
  } catch (error) {
    const gone = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { name, status: "absent", detail: gone ? `for ${use}` : `does not run; for ${use}` };
  }
}
