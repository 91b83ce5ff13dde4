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
  `export default { platforms: ${JSON.stringify(names.map((name) => ({ kind: "platform", name, components: [] })))} };\n`;

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

  it("may not bring checks whose code is another's, or one of Streamform's own", async () => {
    const check = (code: string, title: string) => ({ code, title });
    const component = (name: string, ...checks: object[]) => ({ name, definition: { checks } });
    const own = (...components: object[]) => [{ kind: "platform", name: "own", components }];
    const root = rootWith({
      "streamform.config.mjs": `export default { platforms: ${JSON.stringify(
        own(
          component("msk", check("SF2102", "A burstable broker")),
          component(
            "beat",
            check("SF2102", "No topic"),
            check("SF1001", "No image"),
            check("ACME-1", "No name"),
            check("SF7001", "Fine"),
          ),
        ),
      )} };\n`,
    });
    const diagnostics = await refusal(loadPlatforms(root, []));
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SF5013 "A burstable broker" of msk and "No topic" of beat both have the code SF2102',
      'SF5013 "No image" of beat has the code SF1001, which is reserved',
      'SF5013 "No name" of beat has the code ACME-1, which is reserved',
    ]);
    expect(diagnostics[0]).toMatchObject({
      position: { file: "streamform.config.mjs" },
      hint: expect.stringContaining("SF7000"),
    });
  });

  it.each([
    ["exports nothing", "export const platforms = [];\n"],
    ["exports something else", "export default { platform: [] };\n"],
    ["fails", 'throw new Error("no luck");\n'],
  ])("is refused where it %s", async (_, text) => {
    expect(await refusal(loadConfig(rootWith({ "streamform.config.mjs": text })))).toMatchObject([{ code: "SF5010" }]);
  });
});
