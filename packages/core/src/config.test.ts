import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { platformOf } from "./component/testing.js";
import { loadConfig, loadPlatforms } from "./config.js";
import { DiagnosticError } from "./diagnostics/diagnostic.js";

function rootWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "streamform-config-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
}

async function refusal(step: Promise<unknown>) {
  const error = await step.catch((thrown: unknown) => thrown);
  if (!(error instanceof DiagnosticError)) throw new Error("nothing was refused");
  return error.diagnostics;
}

const platforms = (...names: readonly string[]) =>
  `export default { platforms: ${JSON.stringify(names.map((name) => ({ kind: "platform", name })))} };\n`;

describe("a project's configuration", () => {
  it("may be missing, and adds its platforms to those that there are", async () => {
    const given = [platformOf([])];
    expect(await loadPlatforms(rootWith({}), given)).toEqual(given);
    const all = await loadPlatforms(rootWith({ "streamform.config.mjs": platforms("own") }), given);
    expect(all.map(({ name }) => name)).toEqual(["test", "own"]);
  });

  it("is one file: of several, which is read would be a guess", async () => {
    const root = rootWith({ "streamform.config.ts": platforms(), "streamform.config.mjs": platforms() });
    expect(await refusal(loadConfig(root))).toMatchObject([
      {
        code: "SF5011",
        message: "there are both streamform.config.ts and streamform.config.mjs",
        position: { file: "streamform.config.ts", line: 1, column: 1 },
      },
    ]);
  });

  it("may not bring a platform of a name that is taken", async () => {
    const root = rootWith({ "streamform.config.mjs": platforms("own", "test") });
    expect(await refusal(loadPlatforms(root, [platformOf([])]))).toMatchObject([
      {
        code: "SF5012",
        message: "two platforms have the name test",
        position: { file: "streamform.config.mjs", line: 1, column: 1 },
      },
    ]);
  });

  it.each([
    ["exports nothing", "export const platforms = [];\n"],
    ["exports something else", "export default { platform: [] };\n"],
    ["fails", 'throw new Error("no luck");\n'],
  ])("is refused where it %s", async (_, text) => {
    expect(await refusal(loadConfig(rootWith({ "streamform.config.mjs": text })))).toMatchObject([{ code: "SF5010" }]);
  });
});
