import { describe, expect, it } from "vitest";
import { codeSpan } from "../component/code-span.js";
import { block, plain, section, table } from "./markdown.js";

describe("text in Markdown", () => {
  it("stays text: no HTML, table cell, emphasis, link, formula or entity", () => {
    expect(plain("<img src=x> | *a* _b_ [c](d) $e$ &amp; `f`")).toBe(
      "\\<img src=x\\> \\| \\*a\\* \\_b\\_ \\[c\\](d) \\$e\\$ &amp;amp; \\`f\\`",
    );
  });

  it("is left as it is where nothing would happen", () => {
    for (const text of ["kafka.m7g.large", "SASL_SSL", "3.5.1", "eu-central-1", "min.insync.replicas = 2"])
      expect(plain(text)).toBe(text);
  });

  it("begins no heading, list or numbering, and stays on its line", () => {
    expect(["# a", "- a", "1. a", "a\nb"].map(plain)).toEqual(["\\# a", "\\- a", "1\\. a", "a b"]);
  });

  it("is fenced by more backticks than it holds", () => {
    expect(codeSpan("a`b")).toBe("`` a`b ``");
    expect(codeSpan("a|b")).toBe("`a\\|b`");
    expect(block("sh", ["echo '```'"])).toBe("````sh\necho '```'\n````\n");
  });

  it("makes tables, and no section without content", () => {
    expect(table(["A"], [["1"]])).toBe("| A |\n| --- |\n| 1 |\n");
    expect(section("Empty", "")).toBe("");
  });
});
