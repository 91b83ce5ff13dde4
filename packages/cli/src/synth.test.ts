import {
  appendFileSync,
  existsSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { contentsOf, copyOf, environment, project, put, streamform, temporaryFolder } from "./testing.js";

const paths = { type: "array", items: { type: "string" } };

/** The JSON document of `synth`, version 1. */
const isDocument = new Ajv().compile({
  type: "object",
  required: ["version", "environments", "diagnostics"],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    environments: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "file", "status", "created", "changed", "removed", "drift"],
        additionalProperties: false,
        properties: {
          name: { type: "string" },
          file: { type: "string" },
          status: { enum: ["unchanged", "written", "drift", "failed", "removed"] },
          created: paths,
          changed: paths,
          removed: paths,
          drift: {
            type: "array",
            items: {
              type: "object",
              required: ["path", "kind"],
              properties: {
                path: { type: "string" },
                kind: { enum: ["missing", "changed", "edited", "stale", "foreign"] },
              },
            },
          },
        },
      },
    },
    diagnostics: {
      type: "array",
      items: {
        type: "object",
        required: ["code", "severity", "message", "docs"],
        properties: { code: { type: "string", pattern: "^SF\\d{4}$" }, severity: { enum: ["error", "warning"] } },
      },
    },
  },
});

interface Document {
  readonly environments: readonly {
    readonly name: string;
    readonly status: string;
    readonly drift: readonly { path: string; kind: string }[];
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
}

async function synthJson(root: string, ...args: string[]): Promise<Document & { readonly code: number | null }> {
  const { code, stdout } = await streamform(root, ["synth", "--format", "json", "--quiet", ...args]);
  const document = JSON.parse(stdout) as Document;
  expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true);
  return { ...document, code };
}

const one = { "environments/msk-dev.yaml": environment("msk-dev") };

/** A project that was synthesized once; tests take copies. */
let synthesized = "";
beforeAll(async () => {
  synthesized = project(one);
  const { code, stdout, stderr } = await streamform(synthesized, ["synth"]);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^msk-dev {2}written {2}\d+ created\n$/),
    stderr: "synthesizing 1 environment\n1 of 1 environment\n",
  });
}, 60_000);

describe("a second synth", () => {
  it("finds nothing to do, and leaves every file alone", async () => {
    const root = copyOf(synthesized);
    const file = join(root, "generated/msk-dev/README.md");
    utimesSync(file, 1, 1);
    expect(await streamform(root, ["synth"])).toEqual({ code: 0, stdout: "msk-dev  unchanged\n", stderr: "" });
    expect(statSync(file).mtimeMs).toBe(1000);
  });

  it("generates anew what changed, what was edited and what is forced", async () => {
    const root = copyOf(synthesized);
    appendFileSync(join(root, "generated/msk-dev/README.md"), "by hand\n");
    expect((await synthJson(root)).environments).toMatchObject([
      { status: "written", changed: expect.arrayContaining(["README.md"]) },
    ]);
    put(root, { "environments/msk-dev.yaml": environment("msk-dev").replace("partitions: 6", "partitions: 7") });
    expect((await synthJson(root, "msk-dev")).environments).toMatchObject([{ status: "written" }]);
    const { stderr } = await streamform(root, ["synth", "--force"]);
    expect(stderr).toContain("synthesizing 1 environment");
  });
});

describe("--check", () => {
  it("says fine, and writes nothing, where the output is right", async () => {
    const root = copyOf(synthesized);
    const before = contentsOf(join(root, "generated"));
    expect(await synthJson(root, "--check")).toMatchObject({
      code: 0,
      environments: [{ status: "unchanged", drift: [] }],
      diagnostics: [],
    });
    expect(contentsOf(join(root, "generated"))).toEqual(before);
  });

  it("tells what is missing, changed, edited and stale", async () => {
    const root = copyOf(synthesized);
    const generated = join(root, "generated/msk-dev");
    rmSync(join(generated, "terraform/network/main.tf.json"));
    appendFileSync(join(generated, "kubernetes/topics/kustomization.yaml"), "# by hand\n");
    const spec = environment("msk-dev")
      .replace("volumeSize: 100GiB", "volumeSize: 200GiB")
      .replace(/kafkaClients:\n.*\n/, "kafkaClients: null\n");
    put(root, { "environments/msk-dev.yaml": spec });
    const before = contentsOf(generated);
    const { code, environments, diagnostics } = await synthJson(root, "--check");
    expect(code).toBe(1);
    expect(environments[0]?.status).toBe("drift");
    const kinds = new Map(environments[0]?.drift.map(({ path, kind }) => [path, kind]));
    expect(kinds.get("terraform/network/main.tf.json")).toBe("missing");
    expect(kinds.get("terraform/msk/main.tf.json")).toBe("changed");
    expect(kinds.get("kubernetes/topics/kustomization.yaml")).toBe("edited");
    expect([...kinds].filter(([, kind]) => kind === "stale").map(([path]) => path)).toContainEqual(
      expect.stringContaining("kafka-clients/"),
    );
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["SF5004"]);
    expect(contentsOf(generated)).toEqual(before);

    const pretty = await streamform(root, ["synth", "--check", "--quiet"]);
    expect(pretty.code).toBe(1);
    expect(pretty.stdout).toMatch(/^ +missing {2}terraform\/network\/main.tf.json$/m);
    expect(pretty.stderr).toContain("error[SF5004]");
    const github = await streamform(root, ["synth", "--check", "--format", "github", "--quiet"]);
    expect(github.stdout).toMatch(
      /^::error file=generated\/msk-dev\/\S+,line=1,col=1,title=SF5004::generated\/msk-dev differs in/m,
    );
  });

  it("refuses a file that nobody generated but that would be applied; synth warns of it and leaves it", async () => {
    const root = copyOf(synthesized);
    put(root, { "generated/msk-dev/terraform/msk/extra.tf": "# mine\n", "generated/msk-dev/notes.md": "mine\n" });
    expect(await synthJson(root, "--check")).toMatchObject({
      code: 1,
      environments: [{ status: "drift", drift: [{ path: "terraform/msk/extra.tf", kind: "foreign" }] }],
      diagnostics: [{ code: "SF4010", severity: "error" }],
    });
    expect(await synthJson(root)).toMatchObject({
      code: 0,
      environments: [{ status: "unchanged" }],
      diagnostics: [{ code: "SF4010", severity: "warning" }],
    });
    expect(existsSync(join(root, "generated/msk-dev/terraform/msk/extra.tf"))).toBe(true);
  });

  it("names files of the output from the project's root, whatever is said of them", async () => {
    const root = copyOf(synthesized);
    put(root, { "generated/msk-dev/terraform/msk/extra.tf": "# mine\n" });
    appendFileSync(join(root, "generated/msk-dev/README.md"), "by hand\n");
    rmSync(join(root, "generated/msk-dev/manifest.json"));
    const placed = async (...args: string[]) => {
      const { diagnostics } = JSON.parse((await streamform(root, ["synth", "--format", "json", ...args])).stdout);
      return diagnostics.map(({ code, file }: { code: string; file: string }) => `${code} ${file}`);
    };
    expect(await placed()).toEqual([
      "SF4006 generated/msk-dev/README.md",
      "SF4010 generated/msk-dev/terraform/msk/extra.tf",
    ]);
    expect(await placed("--check")).toEqual([
      expect.stringMatching(/^SF5004 generated\/msk-dev\//),
      "SF4010 generated/msk-dev/terraform/msk/extra.tf",
    ]);
    await streamform(root, ["synth", "--force"]);
    appendFileSync(join(root, "generated/msk-dev/README.md"), "by hand\n");
    expect(await placed()).toEqual([
      "SF4009 generated/msk-dev/README.md",
      "SF4010 generated/msk-dev/terraform/msk/extra.tf",
    ]);
    const github = await streamform(root, ["synth", "--check", "--format", "github", "--quiet"]);
    expect(github.stdout).toContain(
      "::error file=generated/msk-dev/terraform/msk/extra.tf,line=1,col=1,title=SF4010::",
    );
  });

  it("is not fooled by a manifest that was made to agree", async () => {
    const root = copyOf(synthesized);
    const { createHash } = await import("node:crypto");
    const manifest = join(root, "generated/msk-dev/manifest.json");
    const file = join(root, "generated/msk-dev/README.md");
    const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
    const before = contentsOf(join(root, "generated/msk-dev"));
    writeFileSync(file, "mine\n");
    writeFileSync(manifest, String(before["manifest.json"]).replace(hash(String(before["README.md"])), hash("mine\n")));
    expect((await synthJson(root, "--check")).environments[0]?.drift.map(({ path }) => path)).toContain("README.md");
  });
});

describe("problems in environments", () => {
  it("exits with 1, annotates the line for GitHub, and writes the other environments", async () => {
    const root = project({
      ...one,
      "environments/bad.yaml": environment("bad").replace("brokersPerZone: 1", "brokersPerZon: 1"),
    });
    const { code, stdout } = await streamform(root, ["synth", "--format", "github", "--quiet"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=environments\/bad.yaml,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=SF1001 .*did you mean brokersPerZone\?$/m,
    );
    expect(stdout).toMatch(/^bad +failed$/m);
    expect(existsSync(join(root, "generated/msk-dev/manifest.json"))).toBe(true);
    expect(existsSync(join(root, "generated/bad"))).toBe(false);
  });

  it("refuses two environments of one name, before anything is written", async () => {
    const root = project({ ...one, "environments/other.yaml": environment("msk-dev") });
    const { code, diagnostics } = await synthJson(root);
    expect(code).toBe(1);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(["SF5002", "SF5002"]);
    expect(existsSync(join(root, "generated"))).toBe(false);
  });

  it("shows the line of a shared name also in a file that would be skipped as unchanged", async () => {
    const root = copyOf(synthesized);
    put(root, { "environments/other.yaml": environment("msk-dev") });
    const { stdout } = await streamform(root, ["synth", "--format", "github", "--quiet"]);
    const line = environment("msk-dev").split("\n").indexOf("name: msk-dev") + 1;
    for (const file of ["msk-dev", "other"])
      expect(stdout).toContain(`::error file=environments/${file}.yaml,line=${line},`);
  });

  it("says where it looked when there are no environments", async () => {
    const root = project({});
    expect(await synthJson(root)).toMatchObject({ code: 1, environments: [], diagnostics: [{ code: "SF0009" }] });
    put(root, { "environments/readme.txt": "" });
    expect(await synthJson(root)).toMatchObject({ code: 1, environments: [], diagnostics: [{ code: "SF5001" }] });
  });
});

it.skipIf(process.platform === "win32")("refuses to write through a link that leads outside the project", async () => {
  const [root, outside] = [project(one), temporaryFolder()];
  symlinkSync(outside, join(root, "generated"));
  for (const flags of [[], ["--check"], ["--force", "--prune-environments"]])
    expect(await synthJson(root, ...flags)).toMatchObject({
      code: 1,
      environments: [],
      diagnostics: [{ code: "SF4011" }],
    });
  expect(contentsOf(outside)).toEqual({});
  expect(await synthJson(root, "--out", outside)).toMatchObject({ code: 0 });
  expect((await streamform(root, ["explain", "SF4011"])).stdout).toContain("--out");
});

describe("an environment that is gone", () => {
  it("is warned of, and removed when asked", async () => {
    const root = copyOf(synthesized);
    renameSync(join(root, "environments/msk-dev.yaml"), join(root, "environments/new.yaml"));
    put(root, { "environments/new.yaml": environment("new"), "generated/msk-dev/notes.txt": "mine\n" });
    const warned = await synthJson(root);
    expect(warned).toMatchObject({
      code: 0,
      environments: [{ name: "new", status: "written" }],
      diagnostics: [{ code: "SF5003", severity: "warning" }],
    });
    expect(await synthJson(root, "--check", "--prune-environments")).toMatchObject({
      code: 1,
      diagnostics: [{ code: "SF5003", severity: "error" }],
    });
    const pruned = await synthJson(root, "--prune-environments");
    expect(pruned).toMatchObject({
      code: 0,
      environments: [{ name: "new" }, { name: "msk-dev", status: "removed" }],
      diagnostics: [{ code: "SF5005" }],
    });
    expect(contentsOf(join(root, "generated/msk-dev"))).toEqual({ "notes.txt": "mine\n" });
  });

  it("leaves what was edited by hand until that is forced, as the hint says", async () => {
    const root = copyOf(synthesized);
    renameSync(join(root, "environments/msk-dev.yaml"), join(root, "environments/new.yaml"));
    put(root, { "environments/new.yaml": environment("new") });
    appendFileSync(join(root, "generated/msk-dev/README.md"), "by hand\n");
    const { stderr } = await streamform(root, ["synth", "--prune-environments"]);
    expect(stderr).toMatch(/SF5005.*generated\/msk-dev keeps 1 file edited by hand: README.md/);
    expect(stderr).toContain("hint: review them, then run `streamform synth --prune-environments --force`");
    expect(await synthJson(root, "--prune-environments", "--force")).toMatchObject({
      code: 0,
      environments: [{ name: "new" }, { name: "msk-dev", status: "removed", removed: ["README.md", "manifest.json"] }],
      diagnostics: [],
    });
    expect(existsSync(join(root, "generated/msk-dev"))).toBe(false);
  });

  it("is none whose file was renamed: its output stays, and nothing tells to tear it down", async () => {
    const root = copyOf(synthesized);
    renameSync(join(root, "environments/msk-dev.yaml"), join(root, "environments/dev.yaml"));
    const before = contentsOf(join(root, "generated/msk-dev"));
    expect((await synthJson(root, "--check")).diagnostics.map(({ code }) => code)).toEqual(["SF5004"]);
    const pruned = await synthJson(root, "--prune-environments");
    expect(pruned).toMatchObject({ code: 0, environments: [{ name: "msk-dev", status: "written" }], diagnostics: [] });
    expect(Object.keys(contentsOf(join(root, "generated/msk-dev")))).toEqual(Object.keys(before));
  });

  it("is none that a file may be whose name cannot be read", async () => {
    const root = copyOf(synthesized);
    renameSync(join(root, "environments/msk-dev.yaml"), join(root, "environments/dev.yaml"));
    put(root, { "environments/dev.yaml": "name: [\n", "environments/other.yaml": environment("other") });
    expect(await synthJson(root, "other", "--prune-environments")).toMatchObject({ code: 0, diagnostics: [] });
    expect(await synthJson(root, "other", "--prune-environments")).toMatchObject({ code: 0, diagnostics: [] });
    expect(existsSync(join(root, "generated/msk-dev/manifest.json"))).toBe(true);
  });

  it("is one whose file has another name by now; a file that cannot be read keeps its output", async () => {
    const root = copyOf(synthesized);
    put(root, { "environments/msk-dev.yaml": "name: [\n" });
    expect((await synthJson(root, "--prune-environments")).diagnostics.map(({ code }) => code)).not.toContain("SF5003");
    expect(existsSync(join(root, "generated/msk-dev/manifest.json"))).toBe(true);
    put(root, { "environments/msk-dev.yaml": environment("renamed") });
    expect((await synthJson(root)).diagnostics).toMatchObject([{ code: "SF5003" }]);
  });
});

it("takes environments by path, also in TypeScript, which it never skips", async () => {
  const root = project({
    ...one,
    "environments/code.ts": 'export default { extends: ["./base/all.yaml"], name: "code" };\n',
    "environments/base/all.yaml": environment("base").replace("name: base\n", ""),
  });
  const run = ["synth", "environments/code.ts"];
  expect((await streamform(root, run)).stdout).toMatch(/^code {2}written/);
  const again = await streamform(join(root, "environments"), ["synth", "code.ts"]);
  expect(again).toMatchObject({ stdout: "code  unchanged\n", stderr: expect.stringContaining("synthesizing") });
  expect(existsSync(join(root, "generated/msk-dev"))).toBe(false);
});
