import { execFileSync } from "node:child_process";
import type { Path } from "@streamform/core";
import { baseSpec, expandEnvironment, renderPath, schemaAt } from "@streamform/core/embedding";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { z } from "zod";
import { walk } from "../trees/kubernetes-objects.js";
import { textFields } from "../trees/text-fields.js";
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
            [["secrets", "entries", "admin", "description"], description],
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
      { numRuns: 6 },
    );
  });
});

/** A text of all the pieces that a field takes, each between letters; undefined where it takes none that means anything anywhere. */
function awkwardText(field: z.ZodType): string | undefined {
  const plain = "a plain sample".split(" ").join(field.safeParse("a plain sample").success ? " " : "");
  if (!field.safeParse(plain).success) return undefined;
  const awkward = pieces.reduce((whole, piece) => {
    const longer = `${whole}${piece}x`;
    return field.safeParse(longer).success ? longer : whole;
  }, plain);
  return /[^\w. -]/.test(awkward) ? awkward : undefined;
}

/** The same environment with a text at a place that may lie in a list. */
function withText(path: Path, text: string): Tree {
  const input = structuredClone(environment.input) as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => (value as typeof input)[key], input);
  (holder as Record<string | number, unknown>)[path.at(-1) ?? ""] = text;
  return treeOf(changed(environment, [[path[0] ?? ""], input[path[0] ?? ""]]));
}

/** What a file holds for its reader: JSON, YAML and properties as data. */
function read(path: string, content: string): unknown {
  if (path.endsWith(".json")) return JSON.parse(content);
  if (path.endsWith(".yaml")) return parse(content);
  return path.endsWith(".properties") ? readProperties(content) : undefined;
}

/** As java.util.Properties reads its format. */
function readProperties(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\n").filter((line) => line !== "" && !/^[#!]/.test(line));
  const plain = (part: string) =>
    part.replace(/\\(u([0-9a-fA-F]{4})|.)/gu, (_, letter: string, code?: string) =>
      code
        ? String.fromCharCode(Number.parseInt(code, 16))
        : ({ n: "\n", t: "\t", r: "\r", f: "\f" }[letter] ?? letter),
    );
  return Object.fromEntries(
    lines.map((line) => {
      const [, key = "", value = ""] = /^((?:[^\\=]|\\.)*)=(.*)$/u.exec(line) ?? [];
      return [plain(key.trim()), plain(value.trimStart())];
    }),
  );
}

const marker = "sampleOfText";

/** Names of files without the hash of their content, and without what is named after the text. */
const nameOf = (path: string) => path.replace(/-[0-9a-f]{8,}(?=\.yaml$)/, "");

const schema = platformOf(environment).schema;
const free = textFields(schema, environment.input).flatMap((path) => {
  const field = schemaAt(schema, path, environment.spec) as z.ZodType | undefined;
  const awkward = field && awkwardText(field);
  return awkward === undefined ? [] : [{ name: renderPath(path), path, awkward }];
});

describe("every field of the spec that takes text of any kind", () => {
  it("is among those that are tried", () => {
    expect(free.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "owner",
        "aws.tags.cost-center",
        "delivery.branch",
        "kubernetes.context",
        "secrets.entries.admin.description",
        "users.connect.acls.groups[0]",
      ]),
    );
  });

  it.each(free)("stands in all readers' files as it was written: $name", ({ path, awkward }) => {
    const [plain, tree] = [withText(path, marker), withText(path, awkward)];
    const files = new Map(tree.artifacts.map((artifact) => [nameOf(artifact.path), artifact]));
    expect([...files.keys()].sort()).toEqual(plain.artifacts.map((artifact) => nameOf(artifact.path)).sort());
    for (const { path: file, content } of plain.artifacts) {
      const other = files.get(nameOf(file))?.content ?? "";
      if (file.endsWith(".yaml")) expect(parse(other, { version: "1.1" }), file).toEqual(parse(other));
      if (file.endsWith(".sh")) execFileSync("bash", ["-n"], { input: other });
      const [before, after] = [walk(read(file, content)), walk(read(file, other))];
      const whole = (value: unknown) => (file.endsWith(".tf.json") ? readByTerraform(String(value)) : value);
      // Where the text is but a part of a value, another language is in there, which has rules of its own.
      for (const [index, { path: place, value }] of before.entries()) {
        if (value === marker) expect(whole(after[index]?.value), file).toBe(awkward);
        if (!place.endsWith("/server_properties")) continue;
        const properties = readProperties(String(whole(after[index]?.value)));
        for (const [key, set] of Object.entries(readProperties(String(value))))
          if (set === marker) expect(properties[key], key).toBe(awkward);
      }
      if (file.endsWith(".tf.json")) expect(expressions(other), file).toBe(expressions(content));
    }
  });
});

/** How often Terraform would evaluate something. */
function expressions(text: string): number {
  return text.replace(/([$%])\1\{/g, "").match(/[$%]\{/g)?.length ?? 0;
}

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
