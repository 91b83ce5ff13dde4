import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, specText } from "../testing.js";
import { escaped, protect, unprotected } from "./sentinel.js";

describe("text in Terraform", () => {
  it("comes back as it was, whatever it holds", () => {
    fc.assert(
      fc.property(specText, (text) => {
        expect(evaluate(escaped(protect(text)))).toBe(text);
        expect(unprotected(protect(text))).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });

  it("stays text where a component joins two texts, or puts a brace behind one", () => {
    fc.assert(
      fc.property(specText, specText, (one, other) => {
        expect(evaluate(escaped(protect(one) + protect(other)))).toBe(one + other);
      }),
      { numRuns: 3000 },
    );
    expect(escaped(`${protect("$")}{x}`)).toBe("$${x}");
  });

  it("escapes what begins an expression and nothing else", () => {
    expect(escaped(protect("${a} %{if} $5 50% #{x} &{y} $"))).toBe("$${a} %%{if} $5 50% #{x} &{y} $");
    expect(escaped("${aws_vpc.vpc.id}")).toBe("${aws_vpc.vpc.id}");
  });

  it("hides cdktf's own marks: of texts, lists and maps", () => {
    for (const mark of ["${TfToken[TOKEN.0]}", "#{TfToken[TOKEN.0]}", "&{TfToken[TOKEN.0]}"])
      expect(protect(mark)).not.toContain(mark.slice(0, 2));
  });
});
