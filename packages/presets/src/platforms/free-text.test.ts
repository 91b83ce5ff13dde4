import { execFileSync } from "node:child_process";
import { baseSpec, expandEnvironment } from "@streamform/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { walk } from "../trees/kubernetes-objects.js";
import { changed, platformOf, readEnvironment, repositoryTrees, type Tree, treeOf } from "../trees/tree.js";

const environment = await readEnvironment("environments/msk-prod.yaml");

/** Pieces that some language of the output gives a meaning. */
const pieces = [
  "${",
  "%{",
  "$(",
  "`",
  "{{",
  "}}",
  "'",
  '"',
  "\\",
  "\n",
  "\t",
  " #",
  ": ",
  "- ",
  "|",
  "&a",
  "*a",
  "<b>",
  "$$",
  "#{",
  "no",
  "0775",
  "é",
  "\u2028",
  "😀",
  "]]>",
  "EOF",
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 5 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join(""))
  .filter(
    (value) =>
      value.length > 0 &&
      value.length <= 128 &&
      !/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\p{Cs}]/u.test(value),
  );

/** What AWS takes of such a text in a tag. */
const tagText = text
  .map((value) => value.replace(/[^\p{L}\p{N} _.:/=+@-]/gu, ""))
  .filter((value) => value.length > 0 && !/^aws:/i.test(value));

/** What Git takes of such a text in the name of a branch. */
const branchText = text
  .map((value) => value.replace(/[\p{Cc} ~^:?*[\\]/gu, ""))
  .filter((value) => baseSpec.shape.delivery.shape.branch.safeParse(value).success);

/** Terraform's own reading of a string that holds no expression. */
const readByTerraform = (value: string) => value.replace(/([$%])\1\{/g, "$1{");

function values(tree: Tree, stack: string): readonly unknown[] {
  return walk(JSON.parse(tree.content(`terraform/${stack}/main.tf.json`))).map(({ value }) => value);
}

/** The default tags of a stack. */
function tagsOf(tree: Tree, stack: string) {
  const tags: unknown = values(tree, stack).find(
    (value) => typeof value === "object" && value !== null && "managed-by" in value,
  );
  return tags as { readonly owner: string; readonly note: string };
}

/** What a shell makes of an assignment in a script. */
function assigned(script: string, name: string): string {
  const start = script.indexOf(`\n${name}=`);
  const line = script.slice(start + 1, script.indexOf("\nencryption=", start));
  return execFileSync("sh", ["-c", `${line}\nprintf %s "$${name}"`], { encoding: "utf8" });
}

describe("any text in a free field of msk-prod", () => {
  it("comes back unchanged from the JSON, the YAML and the shell of the output", () => {
    fc.assert(
      fc.property(tagText, tagText, text, branchText, (owner, tag, description, branch) => {
        const tree = treeOf(
          changed(
            environment,
            [["owner"], owner],
            [["aws", "tags", "note"], tag],
            [["secrets", "entries", "orders-app", "description"], description],
            [["delivery", "branch"], branch],
          ),
        );
        for (const stack of tree.modules.keys()) {
          const { owner: owned, note } = tagsOf(tree, stack);
          expect([owned, note]).toEqual([owner, tag]);
        }
        const described = values(tree, "secrets")
          .filter((value) => typeof value === "string")
          .filter((value) => readByTerraform(value) === description);
        expect(described).not.toEqual([]);
        for (const value of described) expect(value.replace(/([$%])\1\{/g, "·")).not.toMatch(/[$%]\{/);

        const { TagSet } = JSON.parse(assigned(tree.content("hosts/bootstrap/state-bucket.sh"), "tags")) as {
          TagSet: readonly { Key: string; Value: string }[];
        };
        expect(Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value]))).toMatchObject({ owner, note: tag });

        const application = tree.objects.find(({ object }) => object.kind === "Application")?.object;
        expect(application?.spec).toMatchObject({ source: { targetRevision: branch } });
        for (const { path, content } of tree.artifacts)
          if (path.endsWith(".yaml")) expect(parse(content, { version: "1.1" }), path).toEqual(parse(content));
      }),
      { numRuns: 12 },
    );
  });
});

describe.each(await repositoryTrees())("$name, expanded", (tree) => {
  it("is itself, and gives the same output", () => {
    const platform = platformOf(tree.environment);
    const expanded = expandEnvironment(tree.environment, platform, { origin: false });
    const again = changed({ ...tree.environment, input: parse(expanded) as Readonly<Record<string, unknown>> });
    expect(again.spec).toEqual({ ...tree.environment.spec, extends: [] });
    expect(expandEnvironment(again, platform, { origin: false })).toBe(expanded);
    expect(treeOf(again).artifacts.map(({ path, content }) => [path, content])).toEqual(
      tree.artifacts.map(({ path, content }) => [path, content]),
    );
  });
});
