import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { readEnvironment, repository, treeOf } from "../trees/tree.js";

const main = join(repository, "packages/cli/dist/main.js");
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true, force: true })));

interface Run {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Folders between the temporary folder and the project. */
  readonly below?: string;
  /** Whether the newest file becomes the oldest. */
  readonly touched?: boolean;
}

/** Synthesizes a copy of this repository's environments in a folder of its own; returns the files by their path. */
async function synthesize({ arguments: flags, environment = {}, below = "project", touched = false }: Run) {
  const temporary = mkdtempSync(join(tmpdir(), "streamform-"));
  folders.push(temporary);
  const root = join(temporary, below);
  mkdirSync(join(root, ".git"), { recursive: true });
  cpSync(join(repository, "environments"), join(root, "environments"), { recursive: true });
  if (touched) for (const [index, file] of filesBelow(root).toReversed().entries()) utimesSync(file, index, index);
  const options = { cwd: temporary, env: { ...process.env, ...environment } };
  await promisify(execFile)(
    process.execPath,
    [main, "synth", "--environments", join(root, "environments"), ...flags],
    options,
  );
  return new Map(filesBelow(join(root, "generated")).map((file) => [relative(root, file), contentOf(file)]));
}

function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** Bytes, and whether the file may be executed. */
function contentOf(file: string): string {
  return `${statSync(file).mode & 0o111 ? "x " : "- "}${readFileSync(file, "latin1")}`;
}

describe("the same environments", () => {
  it("give the same files in memory, compiled twice and after another environment", async () => {
    const [dev, prod] = [
      await readEnvironment("environments/msk-dev.yaml"),
      await readEnvironment("environments/msk-prod.yaml"),
    ];
    const [first, , again] = [treeOf(prod), treeOf(dev), treeOf(prod)];
    expect(again.artifacts).toEqual(first.artifacts);
    expect(again.manifest).toEqual(first.manifest);
  });

  it.runIf(existsSync(main))(
    "give the same bytes in another folder, order, locale and time zone, by one thread or four",
    async () => {
      const [one, four, elsewhere] = await Promise.all([
        synthesize({ arguments: ["--jobs", "1"] }),
        synthesize({ arguments: ["--jobs", "4"] }),
        synthesize({
          arguments: ["--jobs", "1"],
          below: "a folder/with other/names",
          touched: true,
          environment: { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" },
        }),
      ]);
      expect([...one.keys()]).toContain("generated/msk-prod/manifest.json");
      expect(four).toEqual(one);
      expect(elsewhere).toEqual(one);
    },
    60_000,
  );
});
