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
