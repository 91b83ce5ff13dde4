import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as core from "@streamform/core";
import * as embedding from "@streamform/core/embedding";
import * as testing from "@streamform/core/testing";
import * as presets from "@streamform/presets";
import * as presetsOnDemand from "@streamform/presets/on-demand";
import * as presetsTesting from "@streamform/presets/testing";
import { describe, expect, it } from "vitest";
import { nameRules } from "../packages/core/src/kinds/name-rules.js";
import { exportedBy, pageOf } from "./component-exports.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const guides = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

/** The first block of YAML that is a whole environment. */
function environmentIn(text: string): string {
  const found = [...text.matchAll(/```yaml\n([^`]*)```/g)].find(([, block = ""]) => block.includes("apiVersion:"));
  if (!found?.[1]) throw new Error("no environment");
  return found[1];
}

describe.each(["../README.md", "environment.md"])("the environment in %s", (file) => {
  it("is one: beside the shared layer of the examples it has no errors", async () => {
    const root = mkdtempSync(join(tmpdir(), "guide-"));
    cpSync(join(folder, "../environments/base"), join(root, "environments/base"), { recursive: true });
    writeFileSync(join(root, "environments/guide.yaml"), environmentIn(textOf(file)));
    const { diagnostics } = await embedding.checkFile("environments/guide.yaml", {
      root,
      out: join(root, "generated"),
      platforms: presets.platforms,
      tool: { name: "guide", version: "0" },
      today: new Date("2026-11-21T00:00:00Z"),
    });
    rmSync(root, { recursive: true });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("the guides", () => {
  it("link to files that are there", () => {
    const links = guides.flatMap((file) =>
      [...textOf(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, target = ""]) => ({ file, target })),
    );
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter(({ file, target }) => !existsSync(join(folder, dirname(file), target)))).toEqual([]);
  });

  it("import what the packages export", () => {
    const exported: Readonly<Record<string, object>> = {
      core,
      "core/embedding": embedding,
      "core/testing": testing,
      presets,
      "presets/on-demand": presetsOnDemand,
      "presets/testing": presetsTesting,
    };
    const imports = guides.flatMap((file) =>
      [...textOf(file).matchAll(/^import \{([^}]*)\} from "@streamform\/([\w/-]+)"/gm)].flatMap(
        ([, names = "", from = ""]) => names.split(",").map((name) => ({ file, name: name.trim(), from })),
      ),
    );
    expect(imports.length).toBeGreaterThan(5);
    expect(imports.filter(({ name, from }) => !(name in (exported[from] ?? {})))).toEqual([]);
  });

  it("name functions of the library that there are", () => {
    const called = [...textOf("library.md").matchAll(/`(\w+)\(/g)].map(([, name = ""]) => name);
    expect(called.filter((name) => !(name in core || name in embedding))).toEqual([]);
  });
});

describe("writing-a-component.md", () => {
  const guide = textOf("writing-a-component.md");
  /** The cells of a table's rows, whose head begins with these words. */
  const tableOf = (head: string) => {
    const lines = guide.split("\n");
    const first = lines.findIndex((line) => line.startsWith(`| ${head}`)) + 2;
    const end = lines.findIndex((line, index) => index > first && !line.startsWith("|"));
    return lines.slice(first, end).map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  };
  const words = (cell = "") => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);

  it("lists what every component has for others", async () => {
    const root = join(folder, "..");
    const files = ["msk-dev", "msk-prod", "llm-analytics-dev", "llm-analytics-prod"].map(
      (name) => `environments/${name}.yaml`,
    );
    const project = { root, out: root, platforms: presets.platforms, tool: { name: "guide", version: "0" } };
    const exported = await exportedBy(files, { ...project, today: new Date("2026-11-21T00:00:00Z") });
    expect(exported.length).toBeGreaterThan(10);
    // Written anew by: vitest run docs/guides --update
    await expect(pageOf(exported)).toMatchFileSnapshot("component-exports.md");
  });

  it("lists every kind of name", () => {
    expect(tableOf("Kind of name").map(([kind]) => words(kind)[0])).toEqual(Object.keys(nameRules).sort());
    for (const [kind, length] of tableOf("Kind of name")) {
      const rule = nameRules[words(kind)[0] as keyof typeof nameRules];
      expect(length, kind).toBe(String(rule.length));
    }
  });

  it("names members of a Kafka that there are", () => {
    const facts = readFileSync(join(folder, "../packages/presets/src/kafka/facts.ts"), "utf8");
    const behaviour = readFileSync(join(folder, "../packages/presets/src/kafka/kafka.ts"), "utf8");
    const named = tableOf("`kafka.`").flatMap(([member]) => words(member).map((word) => word.replace(/^.*[.]/, "")));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !new RegExp(`readonly ${name}\\??:`).test(facts + behaviour))).toEqual([]);
  });

  it("builds processes by functions that the packages export", () => {
    const called = tableOf("Function").flatMap(([call]) => words(call).map((word) => word.split("(")[0] ?? ""));
    expect(called).toEqual(expect.arrayContaining(["cronJob", "deployment", "job", "clientLogin"]));
    expect(called.filter((name) => !(name in presets || name in testing))).toEqual([]);
  });
});
