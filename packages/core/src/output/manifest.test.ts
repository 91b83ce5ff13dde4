import { describe, expect, it } from "vitest";
import type { Path } from "../diagnostics/path.js";
import type { Origin } from "../environment/environment.js";
import { buildManifest, type ManifestParts } from "./build-manifest.js";
import { hashInput, parseManifest, renderManifest } from "./manifest.js";
import { manifestOf } from "./testing.js";

const lines: Readonly<Record<string, Origin>> = {
  "topics.orders": { kind: "file", position: { file: "environments/dev.yaml", line: 8, column: 3 } },
  "topics.orders.config": { kind: "file", position: { file: "environments/dev.yaml", line: 12, column: 5 } },
  "topics.orders.partitions": { kind: "file", position: { file: "environments/dev.yaml", line: 9, column: 5 } },
  owner: { kind: "file", position: { file: "environments/base.yaml", line: 2, column: 1 } },
  msk: { kind: "platform", platform: "msk" },
};

const parts: ManifestParts = {
  environment: {
    name: "dev",
    file: "environments/dev.yaml",
    inputs: [],
    layers: [
      { file: "environments/base.yaml", sha256: "1".repeat(64) },
      { file: "environments/dev.yaml", sha256: "2".repeat(64) },
    ],
    origin: (path: Path) => lines[path.join(".")] ?? { kind: "default" },
  },
  artifacts: [
    { path: "z.sh", content: "z", unit: "hosts/z", executable: true, reads: [] },
    {
      path: "a.yaml",
      content: "a",
      unit: "kubernetes/topics",
      reads: ["msk", "owner", "stage", "topics.orders", "topics.orders.config", "topics.orders.partitions"],
    },
  ],
  tool: { name: "streamform", version: "1.0.0" },
};

describe("buildManifest", () => {
  it("names for every file its hash, unit and places in the spec, by file and line, a map by what was read in it", () => {
    expect(buildManifest(parts).files["a.yaml"]).toEqual({
      sha256: "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
      unit: "kubernetes/topics",
      sources: ["environments/base.yaml:2", "environments/dev.yaml:9", "environments/dev.yaml:12"],
    });
    expect(buildManifest(parts).files["z.sh"]?.executable).toBe(true);
  });

  it("names the layers with the environment's own last", () => {
    expect(buildManifest(parts).inputs.map(({ file }) => file)).toEqual([
      "environments/base.yaml",
      "environments/dev.yaml",
    ]);
  });

  it("may be skipped by when all layers are YAML, and not with a TypeScript layer", () => {
    expect(buildManifest(parts)).not.toHaveProperty("skippable");
    const layers = [{ file: "environments/dev.ts", sha256: "3".repeat(64) }];
    expect(buildManifest({ ...parts, environment: { ...parts.environment, layers } }).skippable).toBe(false);
  });

  it("renders the same bytes whatever the order of the artifacts, with sorted keys and a final newline", () => {
    const text = renderManifest(buildManifest(parts));
    expect(renderManifest(buildManifest({ ...parts, artifacts: [...parts.artifacts].reverse() }))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text.indexOf('"a.yaml"')).toBeLessThan(text.indexOf('"z.sh"'));
  });

  it("comes back from its text", () => {
    const manifest = buildManifest(parts);
    expect(parseManifest(renderManifest(manifest))).toEqual(manifest);
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
    ["of a later version", { ...valid, manifestVersion: 2 }],
    ["of another program", { name: "app", version: "1" }],
    ["a list", [valid]],
    ["without files", { ...valid, files: undefined }],
    ["with a hash that is none", { ...valid, files: { a: { sha256: "x", unit: "u", sources: [] } } }],
    ["that lists a path outside", { ...valid, files: { "../a": valid.files.a } }],
    ["that lists an absolute path", { ...valid, unfinished: { "/etc/passwd": [] } }],
    ["that lists git's own files", { ...valid, files: { ".git/config": valid.files.a } }],
  ])("takes none that is %s", (_, value) => {
    expect(parseManifest(value === undefined ? "{" : JSON.stringify(value))).toBeUndefined();
  });
});
