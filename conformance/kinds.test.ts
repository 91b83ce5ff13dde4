import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type FieldPath, type Kind, kindName } from "@streamform/core";
import { kindsWith } from "@streamform/core/embedding";
import { platforms } from "@streamform/presets";
import { describe, expect, it } from "vitest";

/** A schema of OpenAPI, as far as paths go. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-group-version-kind"?: readonly { readonly group: string; readonly kind: string }[];
}

const folder = process.env.STREAMFORM_SCHEMAS ?? fileURLToPath(new URL("../../shared/schemas", import.meta.url));
const isThere = existsSync(`${folder}/kubernetes/v1.35.0.json`);
if (!isThere && process.env.STREAMFORM_REQUIRE_TOOLS === "1") throw new Error(`no schemas in ${folder}`);
if (!isThere) console.warn("kinds: skipped, the schemas are not on this machine");

const read = (path: string) => JSON.parse(readFileSync(`${folder}/${path}`, "utf8")) as Schema;
const definitions = (version: string) =>
  (read(`kubernetes/${version}.json`) as { readonly definitions: Readonly<Record<string, Schema>> }).definitions;
const versions = isThere ? ["v1.29.0", "v1.35.0"].map(definitions) : [];
const all = kindsWith(
  platforms.flatMap(({ kinds, components }) => [
    ...kinds,
    ...components.flatMap(({ definition }) => definition.kinds ?? []),
  ]),
).all;

/** All schemas of a kind, one a version. */
function schemasOf({ group, kind }: Kind): readonly Schema[] {
  const own = versions.flatMap((all) =>
    Object.values(all).filter((schema) =>
      schema["x-kubernetes-group-version-kind"]?.some((entry) => entry.group === group && entry.kind === kind),
    ),
  );
  if (own.length > 0 || group === "" || !existsSync(`${folder}/${group}`)) return own;
  return readdirSync(`${folder}/${group}`)
    .filter((file) => file.startsWith(`${kind.toLowerCase()}_`))
    .map((file) => read(`${group}/${file}`));
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (versions.map((all) => all[name]).find((found) => found) ?? schema);
}

/** Whether a schema has a place for a path. */
function hasPath(schema: Schema, [segment, ...rest]: readonly string[], depth = 0): boolean {
  if (segment === undefined) return true;
  if (depth > 14) return false;
  const { properties = {}, items, additionalProperties, ...more } = resolved(schema);
  if (more["x-kubernetes-preserve-unknown-fields"]) return true;
  const values = [
    ...Object.values(properties),
    ...(items ? [items] : []),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
  const below = (segments: readonly string[], from: readonly Schema[]) =>
    from.some((value) => hasPath(value, segments, depth + 1));
  if (segment === "*") return below(rest, values);
  if (segment === "**") return hasPath(schema, rest, depth) || below([segment, ...rest], values);
  const value = properties[segment] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
  return value !== undefined && hasPath(value, rest, depth + 1);
}

const segmentsOf = (path: FieldPath) =>
  [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([text, key]) => (text === "[]" ? "*" : (key ?? text)));

/** Every path that a kind names, and every field of the status that its readiness reads. */
function pathsOf(kind: Kind): readonly FieldPath[] {
  const {
    refersTo = [],
    makes = [],
    readsFromAws = [],
    pods = ".",
    claimTemplates = ".",
    immutable = [],
    readiness,
  } = kind;
  const status =
    typeof readiness === "string"
      ? []
      : [
          ...("condition" in readiness ? ["status.conditions[].type"] : []),
          ...("word" in readiness ? [`status.${readiness.word}`] : []),
          ...("generation" in readiness && readiness.generation === "status" ? ["status.observedGeneration"] : []),
          ...("generation" in readiness && readiness.generation === "condition"
            ? ["status.conditions[].observedGeneration"]
            : []),
        ];
  return [
    ...refersTo.map(({ at }) => at),
    ...makes.flatMap(({ name, or = ".", when = "." }) => [name, or, when]),
    ...readsFromAws,
    ...immutable,
    ...status,
    pods,
    claimTemplates,
  ].filter((path) => path !== "." && !path.startsWith("metadata."));
}

describe.skipIf(!isThere)("kinds and their schemas", () => {
  const known = all
    .map((kind) => [kindName(kind), kind, schemasOf(kind)] as const)
    .filter(([, , schemas]) => schemas.length > 0);

  it("cover all kinds that Kubernetes keeps, and those of every operator whose schemas are there", () => {
    const names = new Set(all.map(kindName));
    const missing = versions.flatMap((all) =>
      Object.values(all).flatMap((schema) =>
        schema.properties?.metadata !== undefined && !schema.properties.items
          ? (schema["x-kubernetes-group-version-kind"] ?? []).map(kindName).filter((name) => !names.has(name))
          : [],
      ),
    );
    /** Requests that the API server answers and does not keep. */
    const answered =
      /^(Binding|ComponentStatus|Status|.*Review|authentication\.k8s\.io\/TokenRequest|autoscaling\/Scale|policy\/Eviction|.*\/Status|.*\/DeleteOptions|DeleteOptions|.*\/WatchEvent|WatchEvent)$/;
    expect([...new Set(missing)].filter((name) => !answered.test(name))).toEqual([]);
    expect(known.length).toBeGreaterThan(110);
  });

  it.each(known)("%s: every path that is named is one of its schema", (_, kind, schemas) => {
    const missing = pathsOf(kind).filter((path) => !schemas.some((schema) => hasPath(schema, segmentsOf(path))));
    expect(missing).toEqual([]);
  });

  it.each(known.filter(([, { group }]) => group === "platform.confluent.io"))(
    "%s: every Secret that is written as plain text is followed",
    (_, kind, schemas) => {
      const isFollowed = (kind.refersTo ?? []).some(({ at }) => at === "spec.**.secretRef");
      const texts = schemas.some((schema) => hasText(schema.properties?.spec, "secretRef"));
      expect(isFollowed).toBe(texts);
    },
  );
});

it.skipIf(!isThere)("the tables of fields say what the schemas say", () => {
  const tool = fileURLToPath(new URL("../packages/presets/tools/kind-fields.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, "--check", folder], { encoding: "utf8" });
  expect(`${stdout}${stderr}`).toBe("");
  expect(status).toBe(0);
});

/** Whether a schema has a field of the name that is text, at any depth. */
function hasText(schema: Schema | undefined, name: string): boolean {
  if (!schema) return false;
  const { properties = {}, items } = schema;
  return (
    properties[name]?.type === "string" || [...Object.values(properties), items].some((entry) => hasText(entry, name))
  );
}
