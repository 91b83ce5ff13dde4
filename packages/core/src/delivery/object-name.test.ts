import { describe, expect, it } from "vitest";
import { objectName } from "./object-name.js";

describe("object names", () => {
  it("are the words joined by hyphens", () => {
    expect(objectName(63, "msk-dev", "terraform", "network")).toBe("msk-dev-terraform-network");
  });

  it("keep to the limit, stay different and never end in a hyphen before the hash", () => {
    const a = objectName(20, "environment", "terraform", "network-a");
    const b = objectName(20, "environment", "terraform", "network-b");
    expect(a).not.toBe(b);
    for (const name of [a, b]) expect(name).toMatch(/^environment-[0-9a-f]{8}$/);
  });
});
