import { execFileSync } from "node:child_process";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "./read-file.js";
import { header, load, places, project } from "./testing.js";

const file = "environments/test.yaml";

describe("extends", () => {
  it("lays the platform's defaults below, then the bases in order, then the file", async () => {
    const root = await project({
      [file]: `${header}extends: [base/a.yaml, base/b.yaml]\nmsk: { zones: [file] }\n`,
      "environments/base/a.yaml": "stage: production\nmsk: { brokersPerZone: 2, zones: [a] }\n",
      "environments/base/b.yaml": "msk: { brokersPerZone: 3 }\n",
    });
    const { environment, diagnostics } = await load(root);
    expect(diagnostics).toEqual([]);
    expect(environment?.spec["msk"]).toMatchObject({
      instanceType: "kafka.m7g.large",
      brokersPerZone: 3,
      zones: ["file"],
    });
    expect(environment?.origin(["stage"])).toMatchObject({ position: { file: "environments/base/a.yaml", line: 1 } });
    expect(environment?.origin(["msk", "instanceType"])).toEqual({ kind: "platform", platform: "brokers" });
    expect(environment?.origin(["msk", "kafkaVersion"])).toEqual({ kind: "default" });
    expect(environment?.origin(["msk", "nothing"])).toMatchObject({ position: { file, line: 8 } });
    expect(environment?.origin(["topics", "audit"])).toMatchObject({ kind: "platform" });
  });

  it("reads a base that two layers share once, below both", async () => {
    const root = await project({
      [file]: `${header}extends: [base/a.yaml, base/b.yaml]\n`,
      "environments/base/a.yaml": "extends: [root.yaml]\nstage: production\n",
      "environments/base/b.yaml": "extends: [root.yaml]\n",
      "environments/base/root.yaml": "stage: development\n",
    });
    const { environment } = await load(root);
    expect(environment?.layers.map((layer) => layer.file)).toEqual([
      "environments/base/root.yaml",
      "environments/base/a.yaml",
      "environments/base/b.yaml",
      file,
    ]);
    expect(environment?.spec.stage).toBe("production");
  });

  it("names the way round a cycle, at the line that closes it", async () => {
    const root = await project({
      [file]: `${header}extends: [base/a.yaml]\n`,
      "environments/base/a.yaml": "extends:\n  - ./b.yaml\n",
      "environments/base/b.yaml": "extends: [a.yaml]\n",
    });
    const { diagnostics } = await load(root);
    expect(diagnostics).toMatchObject([
      {
        code: "SF0024",
        message:
          "layers extend each other: environments/base/a.yaml → environments/base/b.yaml → environments/base/a.yaml",
        position: { file: "environments/base/b.yaml", line: 1, column: 11 },
      },
    ]);
  });

  it("repeats the path of somebody who wrote no list", async () => {
    const { diagnostics } = await load(await project({ [file]: `${header}extends: ./base/nope.yaml\n` }));
    expect(diagnostics).toMatchObject([{ code: "SF0023", hint: "write extends: [./base/nope.yaml]" }]);
  });

  it("names a file that extends itself", async () => {
    expect(places(await load(await project({ [file]: "extends: [test.yaml]\n" })))).toEqual([`SF0024 ${file}:1:11`]);
  });

  it.each([
    ["a missing file", "[base/nowhere.yaml]", "SF0001"],
    ["a folder", "[base/folder.yaml]", "SF0002"],
    ["a file outside the project", "[../../etc/base.yaml]", "SF0008"],
    ["an absolute path", "[/etc/passwd.yaml]", "SF0023"],
    ["another kind of file", "[base/a.json]", "SF0007"],
    ["a link that leads out of the project", "[out.yaml]", "SF0008"],
    ["a number", "[12]", "SF0023"],
  ])("refuses %s where it is named", async (_, extended, code) => {
    const outside = await project({ "base.yaml": "stage: production\n" });
    const root = await project({ [file]: `extends: ${extended}\n`, "environments/base/folder.yaml/x": "" });
    await symlink(path.join(outside, "base.yaml"), path.join(root, "environments/out.yaml"));
    expect(places(await load(root))[0]).toMatch(new RegExp(`^${code} ${file}:1:11`));
  });

  it("refuses one file where a list belongs, and asks for nothing that it may hold", async () => {
    expect(places(await load(await project({ [file]: "name: test\nextends: base/a.yaml\n" })))).toEqual([
      `SF0023 ${file}:2:10 extends`,
    ]);
  });

  it.each([
    ["a file that is missing", "nowhere.yaml", "SF0001 environments/test.yaml:1:11"],
    ["a syntax error", "broken.yaml", "SF0010 environments/broken.yaml:1:4"],
    ["an item that is no path", "5", "SF0023 environments/test.yaml:1:11 extends"],
  ])("says nothing of what may stand in a layer that was not read: %s", async (_, base, place) => {
    const root = await project({
      [file]: `extends: [${base}]\nmsk: { zones: 5 }\n`,
      "environments/broken.yaml": "a: b: c\n",
    });
    expect(places(await load(root))).toEqual([place]);
  });

  it("reports the problems of all layers in one run", async () => {
    const root = await project({
      [file]: "extends: [a.yaml, b.yaml]\na: 1\na: 2\n",
      "environments/a.yaml": "a: [\n",
      "environments/b.yaml": "\tb: 1\n",
    });
    expect(places(await load(root)).sort()).toEqual([
      `SF0010 environments/a.yaml:1:4`,
      `SF0011 environments/b.yaml:1:1`,
      `SF0012 ${file}:3:1`,
    ]);
  });
});

describe("the file itself", () => {
  it("that does not exist, or is a folder or a pipe, is a diagnostic", async () => {
    const root = await project({ "environments/folder.yaml/x": "" });
    execFileSync("mkfifo", [path.join(root, "environments/pipe.yaml")]);
    expect(places(await load(root))).toEqual([`SF0001 ${file}:1:1`]);
    expect(places(await load(root, "environments/folder.yaml"))).toEqual(["SF0002 environments/folder.yaml:1:1"]);
    expect(places(await load(root, "environments/pipe.yaml"))).toEqual(["SF0002 environments/pipe.yaml:1:1"]);
    expect(places(await load(root, "../elsewhere.yaml"))).toEqual(["SF0008 ../elsewhere.yaml:1:1"]);
  });

  it.each(["EACCES", "EPERM", "EIO"])("that cannot be read (%s) is a diagnostic", async (code) => {
    const root = await project({ [file]: header });
    const files = { ...diskFiles, readFile: () => Promise.reject(Object.assign(new Error("no"), { code })) };
    const { diagnostics } = await load(root, file, { files });
    expect(diagnostics).toMatchObject([{ code: "SF0003", position: { file, line: 1, column: 1 } }]);
    expect(diagnostics[0]?.message).toContain(code);
  });

  it("is known with its layers by their hashes and texts", async () => {
    const { environment, sources } = await load(await project({ [file]: header }));
    expect(environment).toMatchObject({
      name: "test",
      file,
      layers: [{ file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    expect(sources.get(file)).toBe(header);
  });
});
