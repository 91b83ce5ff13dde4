import { describe, expect, it } from "vitest";
import { mirroredImage } from "./mirrored-image.js";

describe("an image's place in a company's registry", () => {
  it.each([
    ["quay.io/strimzi/operator:1.2.0", "r.example/m/strimzi/operator:1.2.0"],
    ["apache/kafka:4.2.1@sha256:abc", "r.example/m/apache/kafka:4.2.1@sha256:abc"],
    ["bash:5", "r.example/m/library/bash:5"],
    ["localhost:5000/app", "r.example/m/app"],
    ["r.example/m/app:1", "r.example/m/app:1"],
  ])("of %s is %s", (image, mirrored) => {
    expect(mirroredImage(image, "r.example/m")).toBe(mirrored);
  });

  it("is the image's own where nothing is said of its registry", () => {
    expect(mirroredImage("apache/kafka:4", { "quay.io": "r.example/quay" })).toBe("apache/kafka:4");
    expect(mirroredImage("apache/kafka:4", { "docker.io": "r.example/hub" })).toBe("r.example/hub/apache/kafka:4");
    expect(mirroredImage("apache/kafka:4", undefined)).toBe("apache/kafka:4");
  });
});
