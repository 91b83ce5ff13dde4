import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { recordedEnvironments } from "./recorded.js";
import { putFiles, temporaryFolder, treeOf } from "./testing.js";
import { write } from "./write.js";

const names = (out: string) => recordedEnvironments(out).map(({ name }) => name);

it("names what Streamform wrote, sorted, and neither links nor what a person put there", async () => {
  const out = temporaryFolder();
  for (const environment of ["b", "a"]) {
    const tree = treeOf(join(out, environment), { "README.md": "one" });
    await write({ ...tree, manifest: { ...tree.manifest, environment } });
  }
  putFiles(out, { "person/file.txt": "mine", "other/manifest.json": '{"name":"not ours"}', "file.txt": "mine" });
  symlinkSync("b", join(out, "link"));
  expect(names(out)).toEqual(["a", "b"]);
});

it("names nothing where nothing was generated yet", () => {
  expect(names(join(temporaryFolder(), "generated"))).toEqual([]);
});
