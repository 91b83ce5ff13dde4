import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { limitDiagnostics, mostOfOneFile } from "./limit.js";
import { header, loadText } from "./testing.js";

const at = (line: number, details: Partial<Diagnostic> = {}): Diagnostic => ({
  code: "SF1003",
  severity: "warning",
  message: "wrong",
  position: { file: "a.yaml", line, column: 1 },
  ...details,
});
const many = Array.from({ length: mostOfOneFile + 50 }, (_, index) => at(index + 1));

describe("the diagnostics of a file", () => {
  it("are told each by itself up to a bound, then counted", () => {
    expect(limitDiagnostics(many.slice(0, mostOfOneFile))).toEqual(many.slice(0, mostOfOneFile));
    const told = limitDiagnostics(many.toReversed());
    expect(told.slice(0, -1)).toEqual(many.slice(0, mostOfOneFile));
    expect(told.at(-1)).toMatchObject({
      code: "SF0025",
      severity: "warning",
      message: "50 more problems (0 of them errors)",
      position: { file: "a.yaml", line: mostOfOneFile + 1, column: 1 },
    });
  });

  it("keep an error in the count, so that nothing goes on as if there was none", () => {
    const told = limitDiagnostics([...many, at(900, { severity: "error" })]);
    expect(told.at(-1)).toMatchObject({ severity: "error", message: "51 more problems (1 of them errors)" });
  });

  it("do not count against those of another file", () => {
    const other = at(1, { position: { file: "b.yaml", line: 1, column: 1 } });
    expect(limitDiagnostics([...many, other])).toContainEqual(other);
  });

  it("hide a line that must not be shown, though the one who says so is only counted", () => {
    const line = Array.from({ length: mostOfOneFile + 2 }, (_, index) =>
      at(1, { path: `a${String(index).padStart(3, "0")}`, sensitive: index > mostOfOneFile }),
    );
    expect(limitDiagnostics(line).every(({ sensitive }) => sensitive)).toBe(true);
  });
});

it.each([
  ["a key that is written again and again", "  k: {}\n".repeat(130_000), 129_999],
  ["a tag in every line", Array.from({ length: 2000 }, (_, index) => `  k${index}: !!python/x 1\n`).join(""), 2000],
  ["text in every line that needs quotes", Array.from({ length: 2000 }, (_, i) => `  k${i}: @x\n`).join(""), 2000],
])(
  "says the first and the number of the rest: %s",
  async (_, text, found) => {
    const { diagnostics } = await loadText(`${header}topics:\n${text}`);
    expect(diagnostics).toHaveLength(mostOfOneFile + 1);
    expect(diagnostics.at(-1)).toMatchObject({
      code: "SF0025",
      message: expect.stringContaining(`${found - mostOfOneFile} more`),
    });
  },
  60_000,
);

it("counts what validation finds as well", async () => {
  const topics = Array.from({ length: 500 }, (_, index) => `  t${index}: { partitions: x }\n`).join("");
  const { diagnostics } = await loadText(`${header}topics:\n${topics}`);
  expect(diagnostics).toHaveLength(mostOfOneFile + 1);
  expect(diagnostics.at(-1)?.message).toBe("400 more problems (400 of them errors)");
});
