import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { load, loadText, places, project } from "./testing.js";

const file = "environments/test.ts";
const body = `  apiVersion: "streamform/v1",
  name: "test",
  platform: "brokers",
  owner: "team",
  aws: { accountId: "111122223333", region: "eu-central-1" },
  delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
`;

async function found(text: string): Promise<string[]> {
  return places(await loadText(text, file)).map((place) => place.replace(`${file}:`, ""));
}

describe("a TypeScript layer", () => {
  it("gives values the places of their literals: in a call, through constants, casts and spreads", async () => {
    const { environment, diagnostics } = await loadText(
      `function defineEnvironment<T>(spec: T): T { return spec; }
const partitions = 6;
const shared = { msk: { kafkaVersion: "3.9" } } as const;
export default defineEnvironment({
${body}  ...shared,
  topics: { "orders.v1": { partitions }, ["audit"]: ({ partitions: 2 + 1 } as { partitions: number }) },
});
`,
      file,
    );
    expect(diagnostics).toEqual([]);
    const line = (...path: string[]): unknown => {
      const origin = environment?.origin(path);
      return origin?.kind === "file" ? `${origin.position.line}:${origin.position.column}` : origin;
    };
    expect(line("apiVersion")).toBe("5:15");
    expect(line("msk", "kafkaVersion")).toBe("3:39");
    expect(line("topics", "orders.v1", "partitions")).toBe("2:20");
    expect(line("topics", "audit", "partitions")).toBe("12:68");
  });

  it.each([
    [
      "export default { … } satisfies",
      `export default {\n${body}  stage: "x",\n} satisfies object;\n`,
      ["SF1004 8:10 stage"],
    ],
    [
      "a constant that is exported by name",
      `const environment = {\n${body}  stage: "x",\n};\nexport default environment;\n`,
      ["SF1004 8:10 stage"],
    ],
    [
      "a computed value, at the key's expression",
      `const s = () => "x";\nexport default {\n${body}  stage: s(),\n};\n`,
      ["SF1004 9:10 stage"],
    ],
    [
      "a value from a spread call, at the object around it",
      `const s = () => ({ stage: "x" });\nexport default {\n${body}  ...s(),\n};\n`,
      ["SF1004 2:16 stage"],
    ],
    ["an unknown key, at the key", `export default {\n${body}  stag: "x",\n};\n`, ["SF1001 8:3 stag"]],
  ])("places %s", async (_, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it.each([
    ["a syntax error", "export default {\n  name: ,\n};\n", ["SF0030 2:9"]],
    ["a missing default export", "export const environment = {};\n", ["SF0032 1:1"]],
    ["a default export that is no object", "export default 5;\n", ["SF0017 1:16"]],
    [
      "a throw, at its line",
      "interface A { a: string }\n\nfunction fail(): never {\n  throw new Error('boom');\n}\nexport default { a: fail() };\n",
      ["SF0031 4:3"],
    ],
    [
      "a module that does not exist, at the import",
      "const a: number = 1;\n\nimport { x } from './nowhere.js';\nexport default { a, x };\n",
      ["SF0031 3:19"],
    ],
    ["a control character in a value", 'export default { owner: "a\\u0007" };\n', ["SF0006 1:25 owner"]],
  ])("refuses %s", async (_, text, expected) => {
    expect((await found(text)).filter((place) => place.startsWith("SF0"))).toEqual(expected);
  });

  it.each([
    ["a function", "() => 1", "a function"],
    ["a date", "new Date(0)", "a date"],
    ["undefined", "undefined", "undefined"],
    ["not a number", "Number.NaN", "NaN"],
    ["an instance", "new Map()", "an instance of Map"],
    ["a bigint", "1n", "a bigint"],
    ["what has no constructor", "Object.create(Object.create(Object.create(null)))", "an instance of something"],
  ])("refuses %s inside", async (_, value, words) => {
    const { diagnostics } = await loadText(`export default {\n${body}  stage: ${value},\n};\n`, file);
    expect(diagnostics).toMatchObject([
      { code: "SF0033", path: "stage", message: `stage is ${words}`, position: { line: 8, column: 10 } },
    ]);
  });

  it("says nothing more of a value that is no plain data", async () => {
    const text = `export default {\n${body.replace('"team"', "() => 1")}  msk: { zones: [undefined] },\n};\n`;
    expect(await found(text)).toEqual(["SF0033 5:10 owner", "SF0033 8:18 msk.zones[0]"]);
  });

  it("says where a getter of the object threw", async () => {
    const text = "export default {\n  get owner(): string {\n    throw new Error('no owner');\n  },\n};\n";
    expect(await found(text)).toEqual(["SF0031 3:5"]);
  });

  it.each([
    ["at the top", "const a = 1;\n\nif (a) process.exit(3);\nexport default {};\n", "SF0034 3:1", "process.exit(3)"],
    [
      "in a function, where the error is swallowed",
      "const stop = () => {\n  try {\n    process.exit();\n  } catch {}\n};\nstop();\nexport default {};\n",
      "SF0034 3:5",
      "process.exit()",
    ],
    [
      "in a getter",
      "export default {\n  get owner(): string {\n    return process.exit(1);\n  },\n};\n",
      "SF0034 3:5",
      "process.exit(1)",
    ],
  ])("says where the environment calls process.exit: %s", async (_, text, place, call) => {
    const result = await loadText(text, file);
    expect(places(result)).toEqual([place.replace(" ", ` ${file}:`)]);
    expect(result.diagnostics).toMatchObject([{ message: `the environment calls ${call}` }]);
  });

  it("says what an environment waits for that never comes", async () => {
    const text = "const f = async () => await 1;\n\nconst a = await new Promise(() => {});\nexport default { a, f };\n";
    expect(await found(text)).toEqual(["SF0035 3:1"]);
  });

  it("refuses a value that contains itself", async () => {
    expect(await found("const a: Record<string, unknown> = {};\na.topics = a;\nexport default a;\n")).toContain(
      "SF0033 1:36 topics",
    );
  });

  it("may import other files, which are read again when they change, and leaves no cache behind", async () => {
    const root = await project({
      [file]: `import { owner } from "./parts/owner.js";\nexport default {\n${body}  owner,\n};\n`,
      "environments/parts/owner.ts": 'export const owner: string = "a";\n',
    });
    expect((await load(root, file)).environment?.spec.owner).toBe("a");
    await writeFile(path.join(root, "environments/parts/owner.ts"), 'export const owner: string = "b";\n');
    expect((await load(root, file)).environment?.spec.owner).toBe("b");
    expect(await readdir(root)).toEqual(["environments"]);
  });

  it("layers with YAML", async () => {
    const root = await project({
      [file]: `export default {\n  extends: ["./base/eu.yaml"],\n${body}};\n`,
      "environments/base/eu.yaml": "stage: production\n",
    });
    const { environment } = await load(root, file);
    expect(environment?.spec.stage).toBe("production");
    expect(environment?.layers.map((layer) => layer.file)).toEqual(["environments/base/eu.yaml", file]);
  });
});
