import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import type { ExitCode, Finish } from "../exit-code.js";
import { type CommonFlags, examples, withCommonFlags } from "../flags.js";
import { starterEnvironments } from "../init/environments.js";
import { packageManager, starterFiles } from "../init/files.js";
import { cloneFor, packagesFor } from "../init/packages.js";
import type { Starter, StarterFile } from "../init/starter.js";
import { onTerminal, type Terminal, table } from "../terminal.js";

interface InitFlags extends CommonFlags {
  readonly platform: string;
  readonly engine: Starter["engine"];
}

export function initCommand(finish: Finish): Command {
  return withCommonFlags(
    new Command("init")
      .description(
        "Create a repository with an environment, scripts, a workflow for pull requests and editor settings.",
      )
      .argument("[dir]", "folder of the repository; existing files are kept", ".")
      .addOption(
        new Option("--platform <name>", "platform of the first environment (required)")
          .choices(Object.keys(starterEnvironments))
          .makeOptionMandatory(),
      )
      .addOption(new Option("--engine <engine>", "GitOps engine").choices(["flux", "argocd"]).default("flux")),
  )
    .addHelpText("after", examples("streamform init streaming --platform msk --engine flux"))
    .action(async (dir: string, flags: InitFlags) =>
      finish(await onTerminal(flags, { files: [] }, (terminal) => init(dir, flags, terminal))),
    );
}

async function init(dir: string, { platform, engine }: InitFlags, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(dir);
  const repository = originOf(folder) ?? "https://github.com/acme/streaming";
  const [packages, clone] = [packagesFor(folder), cloneFor(folder)];
  const starter: Starter = { name: packageName(basename(folder)), platform, engine, repository, packages, clone };
  const files = [...starterFiles(starter), await schemaFile()].map((file) => ({
    path: file.path,
    status: put(folder, file),
  }));
  const kept = files.filter(({ status }) => status === "kept").map(({ path }) => path);
  await terminal.report({
    text: terminal.quiet
      ? ""
      : `${table(files.map(({ path, status }) => [status, path]))}\n${nextSteps(folder, kept, starter)}`,
    document: { directory: folder, files },
  });
  return 0;
}

async function schemaFile(): Promise<StarterFile> {
  const [{ environmentJsonSchema }, { platforms }] = await Promise.all([
    import("@streamform/core/embedding"),
    import("@streamform/presets"),
  ]);
  const content = `${JSON.stringify(environmentJsonSchema(platforms), undefined, 2)}\n`;
  return { path: "schemas/environment.schema.json", content };
}

/** Writes a file unless the path exists, even as a link. */
function put(folder: string, { path, content }: StarterFile): "created" | "kept" {
  const place = join(folder, path);
  if (lstatSync(place, { throwIfNoEntry: false })) return "kept";
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content, { flag: "wx" });
  return "created";
}

function nextSteps(folder: string, kept: readonly string[], { packages, clone }: Starter): string {
  const there = relative(process.cwd(), folder);
  const lines = [
    `Next: ${there === "" ? "" : `cd ${shellWord(there)} && `}pnpm install && pnpm synth`,
    `If pnpm is not installed, run npx -y ${packageManager} instead of pnpm. If this is not a git repository yet, run git init -b main first.`,
  ];
  if (clone !== undefined)
    lines.push(
      "This streamform runs from a clone, so package.json links to the clone's packages. README.md explains how others and CI get them.",
    );
  const added = Object.entries(packages)
    .map(([name, version]) => `"${name}": "${version}"`)
    .join(", ");
  if (kept.includes("package.json") && !usesStreamform(join(folder, "package.json")))
    lines.push(
      `package.json exists: add ${added} to its devDependencies, and "synth": "streamform synth" to its scripts.`,
    );
  return lines.map((line) => `${line}\n`).join("");
}

/** Whether a package.json already has the command and a script that runs it. */
function usesStreamform(file: string): boolean {
  try {
    const found: unknown = JSON.parse(readFileSync(file, "utf8"));
    const { dependencies, devDependencies, scripts } = found as Record<
      string,
      Readonly<Record<string, unknown>> | undefined
    >;
    const command = { ...dependencies, ...devDependencies }["@streamform/cli"];
    return (
      command !== undefined && Object.values(scripts ?? {}).some((script) => /\bstreamform\b/.test(String(script)))
    );
  } catch {
    return false;
  }
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The URL of a clone's remote, in the form that environments accept; undefined outside a clone. */
function originOf(folder: string): string | undefined {
  try {
    const url = execFileSync("git", ["-C", folder, "remote", "get-url", "origin"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    const ssh = /^([\w.-]+@[\w.-]+):(?!\/)(.+)$/.exec(url);
    const full = ssh ? `ssh://${ssh[1]}/${ssh[2]}` : url;
    return /^(https:\/\/[^\s@]+|ssh:\/\/\S+)$/.test(full) ? full : undefined;
  } catch {
    return undefined;
  }
}

/** A valid package name, made from a folder's name. */
function packageName(folder: string): string {
  return (
    folder
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, "-")
      .replace(/^[._-]+|-+$/g, "") || "streaming"
  );
}
