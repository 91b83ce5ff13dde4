import { describe, expect, it } from "vitest";
import { coresInWords, cpuQuantity, sizeInWords, sizeQuantity } from "./quantity.js";

describe("quantities", () => {
  it.each([
    [2, "2"],
    [0.5, "500m"],
    [1.5, "1500m"],
    [0.1 + 0.2, "300m"],
  ])("write %d cores as %s", (cores, written) => expect(cpuQuantity(cores)).toBe(written));

  it.each([
    [512, "512Mi"],
    [1024, "1Gi"],
    [1536, "1536Mi"],
    [16 * 1024, "16Gi"],
    [5 * 1024 * 1024, "5Ti"],
    [1024 ** 4, "1024Pi"],
    [0, "0Mi"],
  ])("write %d MiB as %s", (size, written) => expect(sizeQuantity(size)).toBe(written));

  it("round for people", () => {
    expect([coresInWords(0.1 + 0.2), sizeInWords(1536), sizeInWords(512), sizeInWords(5 * 1024 * 1024)]).toEqual([
      "0.3",
      "1.5 GiB",
      "512 MiB",
      "5 TiB",
    ]);
  });
});
