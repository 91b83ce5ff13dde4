import { symlink } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { discoverEnvironments } from "./discover.js";
import { diskFiles } from "./read-file.js";
import { project } from "./testing.js";

it("finds the environments of a folder, sorted by code point, and no layers below it", async () => {
  const names = ["b.yaml", "a.yml", "Z.yaml", "c.ts", "\u{1F600}.yaml", "\uFB00.yaml"];
  const others = ["base/eu.yaml", "README.md", ".hidden.yaml", "types.d.ts", "folder.yaml/x"];
  const root = await project(Object.fromEntries([...names, ...others].map((name) => [`environments/${name}`, ""])));
  expect(await discoverEnvironments("environments", { root })).toEqual({
    files: ["Z.yaml", "a.yml", "b.yaml", "c.ts", "\uFB00.yaml", "\u{1F600}.yaml"].map((name) => `environments/${name}`),
    diagnostics: [],
  });
});

it("hands out dangling links: loading says what is wrong", async () => {
  const root = await project({ "environments/a.yaml": "" });
  await symlink("nowhere.yaml", path.join(root, "environments/b.yaml"));
  expect((await discoverEnvironments("environments", { root })).files).toEqual([
    "environments/a.yaml",
    "environments/b.yaml",
  ]);
});

it.each(["nowhere", "file.yaml"])("reports a folder that is none: %s", async (folder) => {
  const { files, diagnostics } = await discoverEnvironments(folder, { root: await project({ "file.yaml": "" }) });
  expect(files).toEqual([]);
  expect(diagnostics).toMatchObject([
    { code: "SF0009", position: { file: folder }, hint: expect.stringContaining("--environments") },
  ]);
});

it("reports a folder that may not be read", async () => {
  const denied = { ...diskFiles, readdir: () => Promise.reject(Object.assign(new Error("no"), { code: "EACCES" })) };
  const { diagnostics } = await discoverEnvironments("environments", { root: await project({}), files: denied });
  expect(diagnostics).toMatchObject([{ code: "SF0009", message: "the folder environments cannot be read (EACCES)" }]);
});
