import { describe, expect, it } from "vitest";
import { YAMLParseError } from "yaml";
import { parseYamlLayer } from "./layer-yaml.js";
import { syntaxErrors } from "./yaml-syntax.js";

const diagnose = (text: string) => parseYamlLayer({ file: "test.yaml", text, sha256: "" }).diagnostics;

describe("a YAML syntax error", () => {
  it.each([
    ["msk:\n  version:3.9.x\n  size: 1\n", "2:3", "no space after the colon of version", "write version: value"],
    ["a: 1\nb = 2\nc: 3\n", "2:1", "there is = between b and its value", "write b: value"],
    ["a: 1\nb\nc: 2\n", "2:1", "not a key with a value", "write key: value"],
    ["reason: Note: later\n", "1:9", "a colon and a space", "put the value in quotes"],
    ["a: @x\n", "1:4", "cannot begin with @", "put it in quotes"],
    [
      "msk:\n    a: 1\n  b: 2\n",
      "3:1",
      "indented by 2 spaces, which matches no line",
      "indent it by 4 spaces (like line 2) or 0 spaces (like line 1)",
    ],
    ["msk:\n  a: 1\n    b: 2\n", "3:1", "deeper than line 2", "indent it by 2 spaces, like line 2"],
    ["a:\n  - x\n  b: 1\n", "3:1", "there is a key among the items of a list", "begin an item with a dash"],
    ["a:\n  b: 1\n  - x\n", "3:1", "expected a key, found an item of a list", "indent all items of a list alike"],
    ['a: "x\nb: 2\nc: 3\n', "1:4", 'begins here has no closing "', 'close it with "'],
    ["a: 1\nb: 'x\nc: 'y'\n", "2:4", "begins here has no closing '", "write '' for an apostrophe inside"],
    ["a: 'it's'\n", "1:8", "the value ends at '", "write '' for an apostrophe"],
    ['a: "\\d"\n', "1:5", "\\d is not an escape in double quotes", "write \\\\ for a backslash"],
    ["a: [x, y\nb: 2\n", "1:4", "this [ is never closed", "close it with ]"],
    ["{ a: 1\n", "1:1", "this { is never closed", "close it with }"],
    ["a: [x]]\nb: 1\n", "1:7", "this ] has no opening bracket", "delete it"],
    ["a: { x: 1 y: 2 }\n", "1:9", "there is no comma between two entries in brackets", "write a comma"],
    ["a: {\n  x: 1\n  y: 2\n}\n", "2:6", "there is no comma between two entries in brackets", "write a comma"],
    ["a: [x,,y]\n", "1:7", "nothing before this comma", "delete it"],
    ["a: [\n - x\n]\n", "2:2", "an item with a dash", "by commas"],
    ["a: | x\n  y\n", "1:6", "text after | or > in the same line", "begin the text in the next line"],
    ["a: [x]#c\n", "1:7", "a space before #", "add the space"],
    ["a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "2:1", "a merge conflict", "resolve the conflict"],
  ])("is one, with its reason and way out: %j", (text, place, message, hint) => {
    const [first, ...others] = diagnose(text);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      code: "SF0010",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    expect(`${first?.position?.line}:${first?.position?.column}`).toBe(place);
  });

  it("is told in the parser's words where it is a rare one", () => {
    expect(diagnose("a: &x &y 1\n")).toMatchObject([{ code: "SF0010", message: "a node can have at most one anchor" }]);
  });

  it("is told beside others that have nothing to do with it, up to the first that derails the reader", () => {
    const lines = diagnose('a: @x\nb: "\\d"\nc: d: e\nf: "g" h\ni: [j\nk: @l\n').map(({ position }) => position?.line);
    expect(lines).toEqual([1, 2, 3, 4, 5]);
  });

  it("takes work that grows with the errors, not with their square", () => {
    const text = Array.from({ length: 1000 }, (_, index) => `k${index}: @x\n`).join("");
    let read = 0;
    const errors = Array.from({ length: 1000 }, (_, index) => {
      const start = text.indexOf(`k${index}: @`) + `k${index}: `.length;
      const error = new YAMLParseError([start, start + 1], "BAD_SCALAR_START", "Plain value cannot start with @");
      const pos = () => {
        read++;
        return [start, start + 1];
      };
      return Object.defineProperty(error, "pos", { get: pos });
    });
    const at = (start: number) => ({ file: "a.yaml", line: text.slice(0, start).split("\n").length, column: 1 });
    expect(syntaxErrors(errors, { text, tokens: [], at })).toHaveLength(1000);
    expect(read).toBeLessThan(1000 * 50);
  });

  it("does not repeat values, which may be secrets", () => {
    for (const text of ["password: hunter2: x\n", "a: 1\npassword:hunter2\nb: 1\n", "password: 'hunter2' hunter2\n"])
      expect(JSON.stringify(diagnose(text)), text).not.toContain("hunter2");
  });
});
