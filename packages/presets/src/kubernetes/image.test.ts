import { describe, expect, it } from "vitest";
import { imageReference, unpinned } from "./image.js";

const digest = `@sha256:${"0".repeat(64)}`;

describe("an image", () => {
  it("is pinned by a tag that names a version, or by a digest", () => {
    for (const image of ["kafka:4.3.1", "registry.example.com:5000/team/kafka:1.2.0-kafka-4.3.1", `kafka${digest}`])
      expect(unpinned(image)).toEqual([]);
    expect(unpinned(`kafka:latest${digest}`)).toEqual([]);
  });

  it("is not pinned by a registry's port, nor by the tag latest", () => {
    expect(unpinned("registry.example.com:5000/kafka")).toEqual([
      "registry.example.com:5000/kafka has neither tag nor digest",
    ]);
    expect(unpinned("registry.example.com/kafka:latest")).toEqual([
      "registry.example.com/kafka:latest is whatever was pushed last",
    ]);
  });

  it("is a name that container runtimes read", () => {
    for (const image of ["kafka", "kafka:4.3.1", `a.example/b/c:1${digest}`])
      expect(imageReference.safeParse(image).success).toBe(true);
    for (const image of ["", "Kafka:1", "https://a.example/kafka:1", "kafka:", "kafka@sha256:12", "kafka:1 "])
      expect(imageReference.safeParse(image).success).toBe(false);
  });
});
