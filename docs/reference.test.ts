import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AnyComponent } from "@streamform/core";
import * as core from "@streamform/core/embedding";
import { platforms } from "@streamform/presets";
import { describe, expect, it } from "vitest";
import { cliPages } from "../packages/cli/src/pages.js";
import { z } from "../packages/core/node_modules/zod/index.js";
import { referencePages } from "./reference.mjs";

const folder = fileURLToPath(new URL("reference", import.meta.url));
const pages = referencePages({ core, platforms, cliPages, z });
const again = "run: pnpm build && node docs/reference.mjs";

describe("the reference", () => {
  it("holds exactly the pages that the script writes", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
    expect(files.sort(), again).toEqual([...pages.keys()].sort());
    for (const [path, text] of pages)
      expect(readFileSync(`${folder}/${path}`, "utf8") === text, `${path} is not what the schemas say; ${again}`).toBe(
        true,
      );
  });

  it("says of a field what it takes, its default and what it is", () => {
    expect(pages.get("components/msk.md")).toMatch(
      /\| `msk\.brokersPerZone` \| whole number, 1 to \d+ \| `1` \| Brokers in each zone/,
    );
    expect(pages.get("environment.md")).toMatch(
      /\| `stage` \| one of `development`, `production` \| `"development"` \|/,
    );
    expect(pages.get("components/topics.md")).toContain('| `topics.<name>.config["retention.ms"]` |');
  });

  it("has every field described, and every check with its page", () => {
    for (const [path, text] of pages) expect(text.match(/^\| `[^`]+` \|.*\| {2}\|$/gm) ?? [], path).toEqual([]);
    const components = platforms.flatMap((platform): readonly AnyComponent[] => platform.components);
    for (const check of components.flatMap(({ definition }) => definition.checks ?? []))
      expect(
        [...pages.values()].some((text) => text.includes(`### ${check.code}: ${check.title}`)),
        check.code,
      ).toBe(true);
  });
});
