import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { awsTypesWith } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { platforms } from "../platforms/platforms.js";
import { repositoryTrees } from "../trees/tree.js";

const types = awsTypesWith(
  platforms.flatMap(({ components }) => components.flatMap(({ definition }) => definition.awsTypes ?? [])),
);
const require = createRequire(import.meta.url);
const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** The provider's declarations of a type, in which every argument stands. */
function declarations(type: string): string {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  return readFileSync(require.resolve(`@cdktf/provider-aws/lib/${folder}/index.js`).replace(/\.js$/, ".d.ts"), "utf8");
}

describe("types of AWS resources", () => {
  it.each(types.all.map(({ type, replacedBy = [] }) => [type, replacedBy] as const))(
    "%s is one of the provider's, and has the arguments that replace it",
    (type, replacedBy) => {
      const text = declarations(type);
      const missing = replacedBy
        .flatMap((path) => path.split("."))
        .filter((name) => !new RegExp(`readonly ${camel(name)}\\??:`).test(text));
      expect(missing).toEqual([]);
    },
  );

  it("last where an environment of this repository refuses to have them destroyed", async () => {
    const resources = (await repositoryTrees()).flatMap(({ plan }) =>
      plan.units.flatMap((unit) => (unit.kind === "terraform" ? unit.resources : [])),
    );
    const refused = [...new Set(resources.filter(({ protected: kept }) => kept).map(({ type }) => type))].sort();
    expect(refused.length).toBeGreaterThan(2);
    expect(refused.filter((type) => types.named(type)?.lasting === undefined)).toEqual([]);
  });
});
