import { describe, expect, it } from "vitest";
import { literalsOf } from "./typescript-literals.js";
import { type Node, parseTypescript } from "./typescript-syntax.js";

/** The literals of a file, and the one that a constant `a` was set to. */
async function read(text: string) {
  const parsed = await parseTypescript({ file: "a.ts", text, sha256: "" });
  if (!("program" in parsed)) throw new Error(parsed.message);
  const literals = literalsOf(parsed.program);
  const { program } = parsed;
  const statement = program.body.at(-1);
  const exported = statement?.type === "ExportDefaultDeclaration" ? statement.declaration : undefined;
  return { literals, literal: exported && literals.behind(exported) };
}

const written = (node: Node | null | undefined): unknown => (node && "value" in node ? node.value : undefined);

describe("the literals of a TypeScript file", () => {
  it("are found by key and index, the last that names a key, through spreads of constants", async () => {
    const { literals, literal } = await read(
      "const b = { x: 1, y: 2 } as const;\nexport default { x: 0, ...b, y: 3, z: [4, 5] };\n",
    );
    const at = (key: string) => literals.property(literal, key)?.value;
    expect([written(at("x")), written(at("y")), at("w")]).toEqual([1, 3, undefined]);
    expect(written(literals.item(at("z"), 1))).toBe(5);
  });

  it("are not guessed behind a spread in a list", async () => {
    const { literals, literal } = await read("const b = [1];\nexport default [0, ...b, 2];\n");
    expect([0, 1, 2].map((index) => written(literals.item(literal, index)))).toEqual([0, undefined, undefined]);
  });

  it("come to an end where a constant spreads itself", async () => {
    const { literals, literal } = await read(
      "const a = { ...b, x: 1 };\nconst b = { ...a, ...a };\nexport default a;\n",
    );
    expect(written(literals.property(literal, "x")?.value)).toBe(1);
  });

  it("are looked at once, however many entries are asked for", async () => {
    const { literals, literal } = await read("export default [{ x: 1 }, 2, 3];\n");
    if (literal?.type !== "ArrayExpression") throw new Error("no list");
    let asked = 0;
    const elements = new Proxy(literal.elements, {
      get: (target, key) => {
        if (typeof key === "string" && /^\d+$/.test(key)) asked++;
        return Reflect.get(target, key);
      },
    });
    const counted = { ...literal, elements };
    for (let index = 0; index < 1000; index++) literals.item(counted, index % 3);
    expect(asked).toBeLessThan(1000 + 10);
  });
});
