import { describe, expect, it } from "vitest";
import { supportOf } from "./support.js";

describe("supportOf", () => {
  const entry = { endOfSupport: "2026-06-01" };
  const at = (day: string) => supportOf(entry, new Date(day));

  it("counts the last day as support and the next one as ended", () => {
    expect(at("2026-06-01T23:59:59Z")).toBe("ends-soon");
    expect(at("2026-06-02T00:00:00Z")).toBe("ended");
  });

  it("warns from 90 days before the end, at any hour of the day", () => {
    expect(at("2026-03-02T23:00:00Z")).toBe("supported");
    expect(at("2026-03-03T00:00:00Z")).toBe("ends-soon");
    expect(at("2026-03-03T18:00:00Z")).toBe("ends-soon");
  });

  it("takes a version without a published end as supported", () => {
    expect(supportOf({ endOfSupport: null }, new Date("2099-01-01"))).toBe("supported");
  });
});
