import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Environment } from "./environment.js";
import { expandEnvironment, writtenValue } from "./expand.js";
import { parseYamlLayer } from "./layer-yaml.js";
import { environmentFromObject, type LoadResult } from "./load.js";
import { plain } from "./located.js";
import { brokers, header, headerObject, load, project } from "./testing.js";

function resolved({ environment, diagnostics }: LoadResult): Environment {
  expect(diagnostics).toEqual([]);
  return environment as Environment;
}

/** Loads an expanded text as an environment of its own. */
function again(text: string): Environment {
  const { root, diagnostics } = parseYamlLayer({ file: "again.yaml", text, sha256: "" });
  expect(diagnostics).toEqual([]);
  const { extends: none, ...object } = root ? raw(root) : {};
  expect(none).toEqual([]);
  return resolved(environmentFromObject(object, brokers));
}

/** Values with their nulls, as the file has them. */
function raw(node: NonNullable<ReturnType<typeof parseYamlLayer>["root"]>): Record<string, unknown> {
  return Object.fromEntries(
    [...node.entries].map(([key, { node }]) => [
      key,
      node.kind === "map" ? raw(node) : node.kind === "list" ? plain(node) : node.value,
    ]),
  );
}

const text = fc
  .string({ unit: "binary", minLength: 1, maxLength: 30 })
  .filter((value) => !/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/.test(value));
/** The loader refuses the one name that JavaScript keeps for itself. */
const key = text.filter((value) => value !== "__proto__");
const yamlTraps = fc.constantFrom(
  "on",
  "no",
  "~",
  "null",
  "0775",
  "1e3",
  "12:30",
  "3.10",
  "- a",
  "a: b",
  "a #b",
  "*x",
  "&x",
  "!x",
  "%x",
  "@x",
  "`x",
  "|",
  ">",
  "'",
  '"',
  " x ",
  "x\n",
  "\n\nx\n",
  "---",
  "...",
  "<<",
  "=",
  "\tx",
);
const spec = fc.record(
  {
    owner: fc.constantFrom("on", "no", "0775", "1e3", "12:30", "3.10", "data-platform"),
    stage: fc.constantFrom("development", "production"),
    msk: fc.record(
      {
        instanceType: fc.option(fc.oneof(text, yamlTraps)),
        volumeSize: fc.constantFrom("1GiB", "2048MiB", "16TiB"),
        retention: fc.constantFrom("7d", "500ms"),
        zones: fc.array(fc.oneof(text, yamlTraps), { maxLength: 3 }),
        balance: fc.constantFrom("auto", { leaders: 1, disks: true }),
        login: fc.constantFrom({ kind: "iam" }, { kind: "scram", secret: { secretsManager: "AmazonMSK_a" } }),
      },
      { requiredKeys: [] },
    ),
    topics: fc.dictionary(
      fc.stringMatching(/^[a-z0-9._-]{1,8}$/),
      fc.option(
        fc.record(
          {
            partitions: fc.integer({ min: 1, max: 9 }),
            config: fc.dictionary(key, fc.oneof(text, yamlTraps, fc.integer(), fc.boolean()), { maxKeys: 3 }),
          },
          { requiredKeys: [] },
        ),
      ),
    ),
  },
  { requiredKeys: [] },
);

describe("an expanded environment", () => {
  it.each([true, false])("loads to the same spec and expands to itself (origins in comments: %s)", (origin) => {
    fc.assert(
      fc.property(spec, (values) => {
        const first = resolved(environmentFromObject({ ...headerObject, ...values }, brokers));
        const expanded = expandEnvironment(first, brokers, { origin });
        const second = again(expanded);
        expect(second.spec).toEqual(first.spec);
        expect(expandEnvironment(second, brokers, { origin: false })).toBe(
          expandEnvironment(first, brokers, { origin: false }),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("writes defaults in the form that people write, and where everything came from", async () => {
    const root = await project({
      "environments/test.yaml": `${header}extends: [base/eu.yaml]\ntopics: { audit: null }\n`,
      "environments/base/eu.yaml": "# shared\nmsk:\n  brokersPerZone: 2\n",
    });
    const lines = expandEnvironment(resolved(await load(root)), brokers, { origin: true }).split("\n");
    expect(lines[lines.indexOf("ignore: []") - 1]).toBe("# default");
    expect(lines).toContain("  volumeSize: 100GiB # default");
    expect(lines).toContain("  retention: 7d # default");
    expect(lines).toContain("  brokersPerZone: 2 # from environments/base/eu.yaml:3");
    expect(lines).toContain("  instanceType: kafka.m7g.large # from platform brokers");
    expect(lines).toContain("  audit: null # removed from the platform's defaults");
    expect(lines).toContain('  accountId: "111122223333" # from environments/test.yaml:5');
  });

  it("says what became of the layers that were extended", async () => {
    const files = {
      "environments/test.yaml": `${header}extends: [base.yaml]\n`,
      "environments/base.yaml": "stage: production\n",
    };
    const { environment } = await load(await project(files));
    if (!environment) throw new Error("no environment");
    expect(expandEnvironment(environment, brokers, { origin: true })).toContain(
      "# the extended layers are merged into this file\nextends: []\n",
    );
  });

  it("quotes what YAML 1.1 would read as something else", () => {
    const environment = resolved(
      environmentFromObject({ ...headerObject, owner: "on", msk: { zones: ["no", "0775", "12:30"] } }, brokers),
    );
    const expanded = expandEnvironment(environment, brokers, { origin: false });
    expect(expanded).toContain('owner: "on"');
    for (const value of ["no", "0775", "12:30"]) expect(expanded).toContain(`- "${value}"`);
  });

  it("refuses a schema whose default cannot be written down", () => {
    const schema = z.object({ size: z.string().transform(Number).default(5) });
    const environment = resolved(environmentFromObject(headerObject, brokers));
    expect(() => expandEnvironment(environment, { ...brokers, schema }, { origin: false })).toThrow(
      "give it with .prefault()",
    );
  });
});

describe("a single value", () => {
  const environment = resolved(
    environmentFromObject({ ...headerObject, msk: { volumeSize: "1TiB", zones: ["a"] } }, brokers),
  );
  it.each([
    [["msk", "volumeSize"], "1TiB"],
    [["msk", "retention"], "7d"],
    [["msk", "instanceType"], "kafka.m7g.large"],
    [["msk", "brokersPerZone"], 1],
    [["msk", "zones", 0], "a"],
    [["msk", "password"], undefined],
    [["topics", "nothing", "there"], undefined],
  ])("is shown as it is written, defaults too: %j", (path, value) => {
    expect(writtenValue(environment, brokers, path)).toEqual(value);
  });

  it("is shown as components see it where validation made it of a short form", () => {
    const unfolded = { ...environment, spec: { ...environment.spec, msk: { zones: { first: "a" } } } };
    expect(writtenValue(unfolded, brokers, ["msk", "zones", "first"])).toBe("a");
  });
});
