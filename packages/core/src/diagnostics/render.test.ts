import { describe, expect, it, vi } from "vitest";
import type { Diagnostic } from "./diagnostic.js";
import { renderDiagnostics, sortDiagnostics } from "./render.js";

const file = "environments/msk-dev.yaml";
const partitions: Diagnostic = {
  code: "SF1003",
  severity: "error",
  message: 'expected a whole number, found the text "six"',
  hint: "write 6",
  environment: "msk-dev",
  path: "topics.orders.partitions",
  position: { file, line: 2, column: 15, endLine: 2, endColumn: 18 },
};
const sources = new Map([[file, "topics:\n  partitions: six\n"]]);

function pretty(position: Diagnostic["position"], text: string): string[] {
  return renderDiagnostics([{ code: "SF1003", severity: "error", message: "wrong", position }], {
    format: "pretty",
    sources: new Map([["a.yaml", text]]),
  }).split("\n");
}

describe("the pretty rendering", () => {
  it("shows place, line, carets, hint and where to read more", () => {
    expect(renderDiagnostics([partitions], { format: "pretty", sources })).toBe(
      [
        'error[SF1003]: expected a whole number, found the text "six"',
        " --> environments/msk-dev.yaml:2:15  topics.orders.partitions",
        "  |",
        "2 |   partitions: six",
        "  |               ^^^",
        "  = hint: write 6",
        "  = more: streamform explain SF1003",
        "",
        "1 error in environments/msk-dev.yaml",
        "",
      ].join("\n"),
    );
  });

  it("blames no file for what has none", () => {
    const nowhere: Diagnostic = { code: "SF5004", severity: "error", message: "differs" };
    expect(renderDiagnostics([partitions, nowhere], { format: "pretty" })).toMatch(/\n\n2 errors\n$/);
  });

  it("puts the caret under the value behind tabs", () => {
    const lines = pretty({ file: "a.yaml", line: 1, column: 5, endLine: 1, endColumn: 7 }, "\ta:\txy\n");
    expect(lines[3]).toBe("1 |     a:  xy");
    expect(lines[4]).toBe("  |         ^^");
  });

  it("counts wide characters as two cells, joined emoji as one picture and combining marks as none", () => {
    const before = "名前: 👩‍💻é ";
    const lines = pretty(
      { file: "a.yaml", line: 1, column: before.length + 1, endLine: 1, endColumn: before.length + 2 },
      `${before}x`,
    );
    const cells = 4 + 2 + 2 + 1 + 1;
    expect(lines[4]).toBe(`  | ${" ".repeat(cells)}^`);
  });

  it("marks to the end of the line what goes on below", () => {
    const lines = pretty({ file: "a.yaml", line: 1, column: 4, endLine: 3, endColumn: 2 }, "a: [x,\n y,\n z]\n");
    expect(lines[4]).toBe("  |    ^^^");
  });

  it("shows one caret at the end of a line where a value is missing", () => {
    expect(pretty({ file: "a.yaml", line: 1, column: 3 }, "a:\r\nb: 1")[4]).toBe("  |   ^");
  });

  it("shows a window of a very long line", () => {
    const lines = pretty(
      { file: "a.yaml", line: 1, column: 500_001, endLine: 1, endColumn: 500_004 },
      `${"x".repeat(500_000)}abc${"y".repeat(500_000)}`,
    );
    expect(lines[3]?.length).toBeLessThan(220);
    expect(lines[3]?.slice((lines[4] ?? "").indexOf("^"), (lines[4] ?? "").lastIndexOf("^") + 1)).toBe("abc");
  });

  it("lets no control character of a spec reach the terminal", () => {
    const text = renderDiagnostics([{ ...partitions, message: "found \u001b[2J\u202Ex" }], {
      format: "pretty",
      sources: new Map([[file, "\n\u001b[31m partitions: six"]]),
    });
    expect(text).not.toMatch(/[\u001b\u202e]/);
    expect(text).toContain("␛[2J�x");
  });

  it("does not repeat a line that may hold a secret, not even for another problem of that line", () => {
    const text = renderDiagnostics([partitions, { ...partitions, code: "SF1011", sensitive: true }], {
      format: "pretty",
      sources,
    });
    expect(text).not.toContain("partitions: six");
  });

  it("uses colours only where asked", () => {
    expect(renderDiagnostics([partitions], { format: "pretty", sources })).not.toContain("\u001b[");
    expect(renderDiagnostics([partitions], { format: "pretty", sources, color: true })).toContain("\u001b[31m");
  });

  it("takes a file apart once, however many diagnostics are in it", () => {
    const sources = new Map([[file, "a: 1\n".repeat(50)]]);
    const get = vi.spyOn(sources, "get");
    const all = Array.from({ length: 50 }, (_, index) => ({
      ...partitions,
      position: { file, line: index + 1, column: 1 },
    }));
    expect(renderDiagnostics(all, { format: "pretty", sources }).match(/ \| a: 1$/gm)).toHaveLength(50);
    expect(get).toHaveBeenCalledOnce();
  });

  it("counts errors and warnings over files", () => {
    const warning: Diagnostic = {
      code: "SF2001",
      severity: "warning",
      message: "hm",
      position: { file: "b.yaml", line: 1, column: 1 },
    };
    expect(renderDiagnostics([partitions, partitions, warning], { format: "pretty" })).toContain(
      "2 errors, 1 warning in 2 files",
    );
    expect(renderDiagnostics([], { format: "pretty" })).toBe("");
  });
});

describe("the JSON rendering", () => {
  it("has a version and flat diagnostics", () => {
    expect(JSON.parse(renderDiagnostics([partitions], { format: "json" }))).toEqual({
      version: 1,
      diagnostics: [
        {
          code: "SF1003",
          severity: "error",
          message: 'expected a whole number, found the text "six"',
          hint: "write 6",
          environment: "msk-dev",
          path: "topics.orders.partitions",
          file,
          line: 2,
          column: 15,
          endLine: 2,
          endColumn: 18,
          docs: "streamform explain SF1003",
        },
      ],
    });
  });

  it("is a document also when there is nothing to say", () => {
    expect(JSON.parse(renderDiagnostics([], { format: "json" }))).toEqual({ version: 1, diagnostics: [] });
  });
});

describe("the GitHub rendering", () => {
  it("annotates the range with message and hint", () => {
    expect(renderDiagnostics([partitions], { format: "github" })).toBe(
      '::error file=environments/msk-dev.yaml,line=2,endLine=2,col=15,endColumn=18,title=SF1003 topics.orders.partitions::expected a whole number, found the text "six"%0Awrite 6\n',
    );
  });

  it("names files from the root of the repository", () => {
    const annotation = renderDiagnostics([partitions], { format: "github", folder: "platform/kafka" });
    expect(annotation).toContain("file=platform/kafka/environments/msk-dev.yaml,");
  });

  it("escapes what would end a property or the command", () => {
    const odd: Diagnostic = {
      code: "SF1003",
      severity: "warning",
      message: "50% of a\r\nb",
      path: 'config["a,b:c"]',
      position: { file: "a,b:%.yaml", line: 1, column: 1 },
    };
    expect(renderDiagnostics([odd], { format: "github" })).toBe(
      '::warning file=a%2Cb%3A%25.yaml,line=1,col=1,title=SF1003 config["a%2Cb%3Ac"]::50%25 of a%0D%0Ab\n',
    );
  });

  it("leaves columns out of ranges over several lines, and the file where there is none", () => {
    const ranged = { ...partitions, position: { file, line: 1, column: 2, endLine: 3, endColumn: 4 } };
    expect(renderDiagnostics([ranged], { format: "github" })).toContain("line=1,endLine=3,title=");
    expect(renderDiagnostics([{ code: "SF5001", severity: "error", message: "no" }], { format: "github" })).toBe(
      "::error title=SF5001::no\n",
    );
  });
});

it("sorts by file, line, column, then code", () => {
  const at = (file: string, line: number, column: number, code: string): Diagnostic => ({
    code,
    severity: "error",
    message: "",
    position: { file, line, column },
  });
  const sorted = [
    at("a", 1, 1, "SF1001"),
    at("a", 1, 1, "SF1002"),
    at("a", 1, 3, "SF1001"),
    at("a", 10, 1, "SF1001"),
    at("b", 1, 1, "SF1001"),
  ];
  expect(sortDiagnostics(sorted.toReversed())).toEqual(sorted);
});
