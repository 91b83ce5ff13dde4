import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pruneEnvironment } from "./environments.js";
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

describe("pruneEnvironment", () => {
  it("removes the files that the manifest lists, itself, and the folder (T-16)", async () => {
    const out = await generated("gone", "stays");
    expect(await pruneEnvironment(join(out, "gone"))).toEqual({
      removed: ["README.md", "manifest.json", "terraform/msk/main.tf.json"],
      edited: [],
      foreign: [],
    });
    expect(existsSync(join(out, "gone"))).toBe(false);
    expect(Object.keys(contentsOf(out))).toEqual([
      "stays/README.md",
      "stays/manifest.json",
      "stays/terraform/msk/main.tf.json",
    ]);
  });

  it("keeps and reports what a person added", async () => {
    const out = await generated("gone");
    putFiles(join(out, "gone"), { "terraform/msk/terraform.tfstate": "mine" });
    expect(await pruneEnvironment(join(out, "gone"))).toMatchObject({
      edited: [],
      foreign: ["terraform/msk/terraform.tfstate"],
    });
    expect(contentsOf(join(out, "gone"))).toEqual({ "terraform/msk/terraform.tfstate": "mine" });
  });

  it("keeps what a person edited, with the manifest, so that a forced run removes it later", async () => {
    const out = await generated("gone");
    putFiles(join(out, "gone"), { "README.md": "edited", "mine.txt": "mine" });
    expect(await pruneEnvironment(join(out, "gone"))).toEqual({
      removed: ["terraform/msk/main.tf.json"],
      edited: ["README.md"],
      foreign: ["mine.txt"],
    });
    expect(existsSync(join(out, "gone/manifest.json"))).toBe(true);
    expect(await pruneEnvironment(join(out, "gone"), { force: true })).toEqual({
      removed: ["README.md", "manifest.json"],
      edited: [],
      foreign: ["mine.txt"],
    });
    expect(contentsOf(join(out, "gone"))).toEqual({ "mine.txt": "mine" });
  });

  it("lets the environment come back over files that were edited and kept", async () => {
    const out = await generated("gone");
    putFiles(join(out, "gone"), { "README.md": "edited" });
    await pruneEnvironment(join(out, "gone"));
    const { diagnostics } = await write(treeOf(join(out, "gone"), tree));
    expect(diagnostics.map(({ code }) => code)).toEqual(["SF4009"]);
  });

  it.skipIf(process.platform === "win32")(
    "removes what terraform init left beside stacks, nothing behind links",
    async () => {
      const out = await generated("gone");
      const elsewhere = temporaryFolder();
      putFiles(elsewhere, { "provider/terraform-provider-aws": "binary" });
      putFiles(join(out, "gone"), {
        "terraform/msk/.terraform.lock.hcl": "provider {}",
        "terraform/msk/.terraform/terraform.tfstate": "backend",
        "terraform/msk/.terraform/providers/linux/LICENSE": "text",
        "notes/.terraform.lock.hcl": "mine",
      });
      symlinkSync(join(elsewhere, "provider"), join(out, "gone/terraform/msk/.terraform/providers/aws"));
      const { removed, foreign } = await pruneEnvironment(join(out, "gone"));
      expect(removed).toEqual([
        "README.md",
        "manifest.json",
        "terraform/msk/.terraform",
        "terraform/msk/.terraform.lock.hcl",
        "terraform/msk/main.tf.json",
      ]);
      expect(foreign).toEqual(["notes/.terraform.lock.hcl"]);
      expect(existsSync(join(out, "gone/terraform"))).toBe(false);
      expect(contentsOf(elsewhere)).toEqual({ "provider/terraform-provider-aws": "binary" });
    },
  );

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
      if (existsSync(join(out, "gone/manifest.json"))) await pruneEnvironment(join(out, "gone"));
      expect(Object.keys(contentsOf(join(out, "gone"))).filter((path) => !path.startsWith(".streamform"))).toEqual([
        "mine.txt",
      ]);
      if (!cut) break;
    }
  });
});
