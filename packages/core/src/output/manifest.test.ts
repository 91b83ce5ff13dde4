import { describe, expect, it } from "vitest";
import { buildManifest, type ManifestParts } from "./build-manifest.js";
import { hashInput, parseManifest, renderTreeManifest } from "./manifest.js";
import { manifestOf } from "./testing.js";

const parts: ManifestParts = {
  environment: {
    name: "dev",
    file: "environments/dev.yaml",
    inputs: [],
    layers: [
      { file: "environments/base.yaml", sha256: "1".repeat(64) },
      { file: "environments/dev.yaml", sha256: "2".repeat(64) },
    ],
  },
  artifacts: [
    { path: "z.sh", content: "z", unit: "hosts/z", executable: true, reads: [] },
    {
      path: "a.yaml",
      content: "a",
      unit: "kubernetes/topics",
      reads: ["owner", "topics", "topics.*", "topics.orders", "topics.orders.partitions"],
    },
  ],
  tool: { name: "streamform", version: "1.0.0" },
};

describe("buildManifest", () => {
  it("names for every file its hash and unit, for every unit the paths of the spec, and no line of a file", () => {
    const manifest = buildManifest(parts);
    expect(manifest.files["a.yaml"]).toEqual({
      sha256: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
      unit: "kubernetes/topics",
    });
    expect(manifest.files["z.sh"]?.executable).toBe(true);
    expect(manifest.units).toEqual({ "hosts/z": [], "kubernetes/topics": ["owner", "topics"] });
    expect(renderTreeManifest(manifest)).not.toMatch(/\.yaml:\d/);
  });

  it("joins what the files of one unit were made from", () => {
    const file = { content: "", unit: "environment" };
    const artifacts = [
      { ...file, path: "a", reads: ["owner"] },
      { ...file, path: "b", reads: ["stage"] },
    ];
    expect(buildManifest({ ...parts, artifacts }).units).toEqual({ environment: ["owner", "stage"] });
  });

  it("names the layers with the environment's own last", () => {
    expect(buildManifest(parts).inputs).toEqual(["environments/base.yaml", "environments/dev.yaml"]);
  });

  it("changes in one line where a layer's bytes change, and says each file in one line", () => {
    const layers = [{ file: "environments/base.yaml", sha256: "3".repeat(64) }, ...parts.environment.layers.slice(1)];
    const lines = renderTreeManifest(buildManifest(parts)).split("\n");
    const other = renderTreeManifest(buildManifest({ ...parts, environment: { ...parts.environment, layers } })).split(
      "\n",
    );
    expect(lines.filter((line, index) => line !== other[index])).toEqual([expect.stringContaining('"inputHash"')]);
    expect(lines.filter((line) => line.includes('"a.yaml"'))).toEqual([expect.stringContaining("ca978112ca1b")]);
  });

  it("may be skipped by when all layers are YAML, and not with a TypeScript layer", () => {
    expect(buildManifest(parts)).not.toHaveProperty("skippable");
    const layers = [{ file: "environments/dev.ts", sha256: "3".repeat(64) }];
    expect(buildManifest({ ...parts, environment: { ...parts.environment, layers } }).skippable).toBe(false);
  });

  it("renders the same bytes whatever the order of the artifacts, with sorted keys and a final newline", () => {
    const text = renderTreeManifest(buildManifest(parts));
    expect(renderTreeManifest(buildManifest({ ...parts, artifacts: [...parts.artifacts].reverse() }))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text.indexOf('"a.yaml"')).toBeLessThan(text.indexOf('"z.sh"'));
  });

  it("comes back from its text", () => {
    const manifest = buildManifest(parts);
    expect(parseManifest(renderTreeManifest(manifest))).toEqual(manifest);
  });
});

describe("hashInput", () => {
  const input = { toolVersion: "1", environment: "dev", inputs: [{ file: "a", sha256: "b" }] };

  it("differs with each thing that shapes the output", () => {
    const hashes = [
      hashInput(input),
      hashInput({ ...input, toolVersion: "2" }),
      hashInput({ ...input, environment: "prod" }),
      hashInput({ ...input, inputs: [{ file: "a", sha256: "c" }] }),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("parseManifest", () => {
  const valid = manifestOf([{ path: "a", content: "a", unit: "environment", reads: [] }]);

  it.each<[string, unknown]>([
    ["no JSON", undefined],
    ["of a later version", { ...valid, manifestVersion: 3 }],
    ["without units", { ...valid, units: undefined }],
    ["of another program", { name: "app", version: "1" }],
    ["a list", [valid]],
    ["without files", { ...valid, files: undefined }],
    ["with a hash that is none", { ...valid, files: { a: { sha256: "x", unit: "u" } } }],
    ["that lists a path outside", { ...valid, files: { "../a": valid.files.a } }],
    ["that lists an absolute path", { ...valid, unfinished: { "/etc/passwd": [] } }],
    ["that lists git's own files", { ...valid, files: { ".git/config": valid.files.a } }],
  ])("takes none that is %s", (_, value) => {
    expect(parseManifest(value === undefined ? "{" : JSON.stringify(value))).toBeUndefined();
  });

  it("knows the files of a manifest of version 1, whose inputs and units it leaves out", () => {
    const { units: _, ...rest } = valid;
    const first = {
      ...rest,
      manifestVersion: 1,
      inputs: [{ file: "environments/dev.yaml", sha256: "2".repeat(64) }],
      files: { a: { ...valid.files.a, sources: ["environments/dev.yaml:3"], executable: true } },
      unfinished: { b: ["3".repeat(64)] },
    };
    expect(parseManifest(JSON.stringify(first))).toMatchObject({
      manifestVersion: 1,
      environment: "dev",
      source: "environments/dev.yaml",
      files: { a: { ...valid.files.a, executable: true } },
      unfinished: first.unfinished,
    });
    const unsafe = { ...first, files: { "../a": first.files.a } };
    expect(parseManifest(JSON.stringify(unsafe))).toBeUndefined();
  });
});
