import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "./compare.js";
import { contentsOf, putFiles, temporaryFolder, treeOf } from "./testing.js";
import { isUnchanged } from "./unchanged.js";
import { write } from "./write.js";

const tree = {
  "README.md": "one",
  "hosts/run.sh": "true #!",
  "kubernetes/topics/job.yaml": "kind: Job",
  "kubernetes/topics/kustomization.yaml": "resources: [job.yaml]",
  "terraform/msk/main.tf.json": "{}",
};

async function projectWith(files: Readonly<Record<string, string>>): Promise<string> {
  const root = temporaryFolder();
  putFiles(root, { "environments/dev.yaml": "spec" });
  await write(treeOf(join(root, "dev"), tree));
  putFiles(join(root, "dev"), files);
  return root;
}

describe("a file that nobody generated", () => {
  it.each([
    ["terraform/msk/extra.tf", "Terraform"],
    ["terraform/msk/extra.tf.json", "Terraform"],
    ["terraform/msk/main_override.tofu", "Terraform"],
    ["terraform/msk/terraform.tfvars", "Terraform"],
    ["terraform/msk/mine.auto.tfvars.json", "Terraform"],
    ["kubernetes/topics/kustomization.yml", "kustomize"],
    ["kubernetes/topics/Kustomization", "kustomize"],
    ["kubernetes/topics/.argocd-source-dev.yaml", "Argo CD"],
    ["terraform/msk/.sourceignore", "Flux"],
  ])("is foreign as %s, for %s would read it; synth warns and leaves it", async (path, tool) => {
    const root = await projectWith({ [path]: "mine" });
    const directory = join(root, "dev");
    expect(compare(treeOf(directory, tree))).toEqual([{ path, kind: "foreign", reader: tool }]);
    expect(isUnchanged({ directory, root, toolVersion: "1.0.0" })).toBe(false);
    for (const force of [false, true]) {
      const { diagnostics, changed } = await write({ ...treeOf(directory, tree), force });
      expect(diagnostics).toMatchObject([
        { code: "SF4010", severity: "warning", environment: "dev", message: expect.stringContaining(`"${path}"`) },
      ]);
      expect(diagnostics[0]?.message).toContain(tool);
      expect(changed).toEqual([]);
    }
    expect(contentsOf(directory)[path]).toBe("mine");
  });

  it.each([
    "notes.md",
    "terraform/msk/notes.md",
    "terraform/msk/.terraform.lock.hcl",
    "terraform/msk/.hidden.tf",
    "terraform/msk/by-hand.tfvars",
    "terraform/msk/modules/mine/main.tf",
    "terraform/main.tf",
    "hosts/main.tf",
    "kubernetes/topics/unlisted.yaml",
    "kubernetes/kustomization.yml",
  ])("is none of our business as %s, which nothing reads by itself", async (path) => {
    const root = await projectWith({ [path]: "mine" });
    const directory = join(root, "dev");
    expect(compare(treeOf(directory, tree))).toEqual([]);
    expect(isUnchanged({ directory, root, toolVersion: "1.0.0" })).toBe(true);
    expect((await write(treeOf(directory, tree))).diagnostics).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("is foreign as a link, too", async () => {
    const root = await projectWith({});
    symlinkSync("/nowhere", join(root, "dev/terraform/msk/extra.tf"));
    expect(compare(treeOf(join(root, "dev"), tree))).toMatchObject([{ kind: "foreign" }]);
  });

  it("is foreign from the second run on, where it was generated once and edited since", async () => {
    const root = await projectWith({ "terraform/msk/main.tf.json": "edited" });
    const { "terraform/msk/main.tf.json": _, ...rest } = { ...tree, "terraform/msk/other.tf.json": "{}" };
    const next = treeOf(join(root, "dev"), rest);
    expect((await write(next)).diagnostics).toMatchObject([{ code: "SF4008" }]);
    expect((await write(next)).diagnostics).toMatchObject([{ code: "SF4010" }]);
  });
});
