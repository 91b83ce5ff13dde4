import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Our packages. */
export const names = ["core", "presets", "cli"] as const;
export type Name = (typeof names)[number];

/** A temporary folder as somebody has it who installed the packages and knows nothing of this repository. */
export function installPackages(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "streamform-installed-")));
  for (const name of names) install(folder, name);
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Packs as a release does; pnpm writes versions where the workspace has `workspace:*`. */
function pack(folder: string, name: Name): string {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { packageManager: string };
  const pnpm = process.env["npm_execpath"];
  const [command, ...first] = pnpm?.includes("pnpm") ? [process.execPath, pnpm] : ["npx", "--yes", packageManager];
  const output = execFileSync(command ?? "", [...first, "pack", "--json", "--pack-destination", folder], {
    cwd: join(root, "packages", name),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return (JSON.parse(output) as { filename: string }).filename;
}

/** Installs without a registry: our own from their tarballs, all others from where this repository has them. */
function install(folder: string, name: Name): void {
  const installed = join(folder, "node_modules/@streamform", name);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", pack(folder, name), "-C", installed, "--strip-components=1"]);
  const { dependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
    dependencies: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(dependencies)) {
    const place = join(folder, "node_modules", dependency);
    if (dependency.startsWith("@streamform/") || existsSync(place)) continue;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(root, "packages", name, "node_modules", dependency)), place);
  }
}
