import { execFileSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { manyTexts, specText } from "../testing.js";
import { escapeFor } from "./escape.js";

function everyText(holds: (text: string) => void): void {
  fc.assert(fc.property(specText, holds), { numRuns: 400 });
}

/** The value of a line `key=value`, by the rules of java.util.Properties.load (Java SE 21 API). */
function readProperty(line: string): string {
  if (/[\n\r]/.test(line)) throw new Error("more than one line");
  const value = line.replace(/^key=[ \t\f]*/, "");
  return value.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, character: string) =>
    hex === undefined
      ? ({ n: "\n", r: "\r", t: "\t", f: "\f" }[character] ?? character)
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

describe("escapes", () => {
  it("bring every text through JSON, JavaScript and YAML in double quotes", () => {
    everyText((text) => {
      const literal = `"${escapeFor("a.json")(text)}"`;
      expect(JSON.parse(literal)).toBe(text);
      expect(runInNewContext(literal)).toBe(text);
      for (const version of ["1.1", "1.2"] as const)
        expect(parse(`key: ${literal}`, { version })).toEqual({ key: text });
    });
  });

  it("write a double-quoted text on one line, with nothing in it that some language takes for a line end", () => {
    everyText((text) => {
      for (const file of ["a.py", "a.go", "A.java", "a.toml", "a.yaml"])
        expect(escapeFor(file)(text)).not.toMatch(/[\n\r\t\u0085\u2028\u2029\ufeff]/);
    });
  });

  it("leave the compiler's own mark in properties as it is, to be taken out later", () => {
    expect(escapeFor("server.properties")("a$\uffff{b")).toBe("a$\uffff{b");
  });

  it("bring every text through Java properties, in ASCII", () => {
    everyText((text) => {
      const line = `key=${escapeFor("client.properties")(text)}`;
      expect(line).toMatch(/^[\x20-\x7e]*$/);
      expect(readProperty(line)).toBe(text);
    });
  });

  it("bring every text through a POSIX shell in single quotes", () => {
    const quoted = escapeFor("run.sh");
    const script = manyTexts.map((text) => `printf '%s\\0' '${quoted(text)}'`).join("\n");
    const read = execFileSync("sh", { input: script, encoding: "utf8", maxBuffer: 2 ** 24 })
      .split("\0")
      .slice(0, -1);
    expect(read).toEqual(manyTexts);
  });

  it("bring every text through XML, in an element and in an attribute", () => {
    everyText((text) => {
      const written = escapeFor("pom.xml")(text);
      expect(written).not.toMatch(/[<>"'\t\n\r]|&(?!#\d+;)/);
      expect(written.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(text);
    });
  });

  it("keep a text on one line of Markdown, without its marks", () => {
    const markdown = escapeFor("README.md");
    expect(markdown("a | b\n# c [x](y) <b>")).toBe("a \\| b \\# c \\[x\\]\\(y\\) \\<b\\>");
    everyText((text) => {
      expect(markdown(text)).not.toMatch(/(?<!\\)(\\\\)*[|`<*_[\]]/);
    });
  });

  it("refuse several lines where nothing can be escaped, and languages that nobody thought of", () => {
    expect(() => escapeFor("a.env")("one\ntwo")).toThrow("a value with several lines is not allowed here");
    expect(() => escapeFor("Dockerfile")).toThrow("there is no escaping");
  });
});
