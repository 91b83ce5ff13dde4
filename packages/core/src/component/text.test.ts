import { describe, expect, it } from "vitest";
import { deferred } from "./deferred.js";
import { isText, text } from "./text.js";

describe("text", () => {
  it("keeps literals, deferred values and secrets apart, in order", () => {
    const address = deferred<string>("msk", "bootstrap");
    const secret = { secretsManager: "AmazonMSK_admin", key: "password" };
    expect(text`servers=${address};password=${secret}`).toEqual({
      kind: "text",
      parts: ["servers=", address, ";password=", secret],
    });
  });

  it("writes numbers as text and leaves out what is empty", () => {
    expect(text`${"a"}${2}`.parts).toEqual(["a", "2"]);
    expect(text``.parts).toEqual([]);
  });

  it("keeps backslashes of a literal as its language reads them", () => {
    expect(text`a\nb`.parts).toEqual(["a\nb"]);
  });

  it("is told apart from other values", () => {
    expect(isText(text`x`)).toBe(true);
    for (const other of ["x", null, {}, { kind: "deferred" }]) expect(isText(other)).toBe(false);
  });
});
