import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pruneEnvironment, staleEnvironments } from "./environments.js";
import {
  contentsOf,
  deadProcess,
  dyingDisk,
  orphanLock,
  PowerCut,
  putFiles,
  refusalOf,
  temporaryFolder,
  treeOf,
} from "./testing.js";
import { write } from "./write.js";

const tree = { "README.md": "one", "terraform/msk/main.tf.json": "{}" };

async function generated(...names: readonly string[]): Promise<string> {
  const out = temporaryFolder();
  for (const name of names) await write(treeOf(join(out, name), tree));
  return out;
}

describe("staleEnvironments", () => {
  it("names the folders that Streamform wrote and whose environment is gone", async () => {
    const out = await generated("b-gone", "stays", "a-gone");
    putFiles(out, { "person/file.txt": "mine", "other/manifest.json": '{"name":"not ours"}', "file.txt": "mine" });
    symlinkSync("b-gone", join(out, "link"));
    expect(staleEnvironments({ out, names: ["stays", "new"] })).toEqual(["a-gone", "b-gone"]);
  });

  it("finds none where nothing was generated yet", () => {
    expect(staleEnvironments({ out: join(temporaryFolder(), "generated"), names: [] })).toEqual([]);
  });
});

describe("pruneEnvironment", () => {
  it("removes the files that the manifest lists, itself, and the folder (T-16)", async () => {
    const out = await generated("gone", "stays");
    const { removed, kept } = await pruneEnvironment(join(out, "gone"));
    expect([removed, kept]).toEqual([["README.md", "manifest.json", "terraform/msk/main.tf.json"], []]);
    expect(existsSync(join(out, "gone"))).toBe(false);
    expect(staleEnvironments({ out, names: ["stays"] })).toEqual([]);
    expect(Object.keys(contentsOf(out))).toEqual([
      "stays/README.md",
      "stays/manifest.json",
      "stays/terraform/msk/main.tf.json",
    ]);
  });

  it("keeps and reports what a person added or edited", async () => {
    const out = await generated("gone");
    putFiles(join(out, "gone"), { "README.md": "edited", "terraform/msk/terraform.tfstate": "mine" });
    const { kept } = await pruneEnvironment(join(out, "gone"));
    expect(kept).toEqual(["README.md", "terraform/msk/terraform.tfstate"]);
    expect(contentsOf(join(out, "gone"))).toEqual({ "README.md": "edited", "terraform/msk/terraform.tfstate": "mine" });
  });

  it("removes edited files when forced, but never what is not listed", async () => {
    const out = await generated("gone");
    putFiles(join(out, "gone"), { "README.md": "edited", "mine.txt": "mine" });
    const { kept } = await pruneEnvironment(join(out, "gone"), { force: true });
    expect(kept).toEqual(["mine.txt"]);
  });

  it("refuses a folder without a manifest, and a link to one with", async () => {
    const out = await generated("gone");
    mkdirSync(join(out, "empty"));
    symlinkSync("gone", join(out, "link"));
    expect((await refusalOf(() => pruneEnvironment(join(out, "empty"))))[0]?.code).toBe("SF4007");
    expect((await refusalOf(() => pruneEnvironment(join(out, "link"))))[0]?.code).toBe("SF4005");
    expect((await refusalOf(() => pruneEnvironment(join(out, "nowhere"))))[0]?.code).toBe("SF4007");
    expect(Object.keys(contentsOf(join(out, "gone")))).toHaveLength(3);
  });

  it("can be repeated after it was killed anywhere", async () => {
    const dead = deadProcess();
    for (let point = 0; ; point++) {
      const out = await generated("gone");
      putFiles(join(out, "gone"), { "mine.txt": "mine" });
      const cut = await pruneEnvironment(join(out, "gone"), { disk: dyingDisk(point) }).then(
        () => false,
        (error: unknown) => error instanceof PowerCut,
      );
      orphanLock(join(out, "gone"), dead);
      if (staleEnvironments({ out, names: [] }).length > 0) await pruneEnvironment(join(out, "gone"));
      expect(Object.keys(contentsOf(join(out, "gone"))).filter((path) => !path.startsWith(".streamform"))).toEqual([
        "mine.txt",
      ]);
      if (!cut) break;
    }
  });
});
