// Writes the fields of kinds, against which patches and extra files are held: packages/core/src/kinds/fields/fields.json and
// packages/presets/src/kubernetes/kinds/fields.json.
//
//   node kind-fields.mjs SCHEMAS           writes them
//   node kind-fields.mjs --check SCHEMAS   says where they differ
//
// SCHEMAS is a folder with `kubernetes/<version>.json`, OpenAPI definitions as in cdk8s-team/cdk8s, `kubernetes-schemas/<version>/_definitions.json`, and
// `<group>/<kind>_<version>.json`, schemas of CRDs as in datreeio/CRDs-catalog. Exit: 0 fine, 1 they differ.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The newest Kubernetes that Streamform knows: older ones have fewer fields. */
const newest = "v1.35.0";
/** Groups whose kinds core describes. */
const ofCore = /^(argoproj\.io|external-secrets\.io|.*\.toolkit\.fluxcd\.io|infra\.contrib\.fluxcd\.io)$/;

const files = {
  core: fileURLToPath(new URL("../../core/src/kinds/fields/fields.json", import.meta.url)),
  presets: fileURLToPath(new URL("../src/kubernetes/kinds/fields.json", import.meta.url)),
};

const check = process.argv[2] === "--check";
const folder = process.argv[check ? 3 : 2];
if (folder === undefined) {
  process.stderr.write("usage: node kind-fields.mjs [--check] SCHEMAS\n");
  process.exit(2);
}
const read = (path) => JSON.parse(readFileSync(join(folder, path), "utf8"));
const { definitions } = read(`kubernetes/${newest}.json`);

const scalars = { string: "text", integer: "whole number", number: "number", boolean: "truth value" };

/** Collects object types, each once, in the order in which they are met. */
function tableOf(kinds) {
  const types = [];
  const places = new Map();
  const typeOf = (schema, above = []) => {
    const name = schema.$ref?.split("/").at(-1);
    if (name !== undefined) return above.includes(name) ? "anything" : typeOf(definitions[name], [...above, name]);
    if (schema["x-kubernetes-int-or-string"] || isNumberOrText(schema)) return "number or text";
    const type = [schema.type].flat().find((word) => word !== "null");
    if (scalars[type]) return scalars[type];
    if (type === "array") return ["list", typeOf(schema.items ?? {}, above)];
    if (schema["x-kubernetes-preserve-unknown-fields"]) return "anything";
    if (schema.properties) return placeOf(schema.properties, above);
    if (typeof schema.additionalProperties === "object") return ["map", typeOf(schema.additionalProperties, above)];
    return "anything";
  };
  const placeOf = (properties, above) => {
    const fields = Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, typeOf(schema, above)]));
    const text = JSON.stringify(fields);
    if (!places.has(text)) places.set(text, types.push(fields) - 1);
    return places.get(text);
  };
  const metadata = { $ref: "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" };
  const objects = kinds
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { properties }]) => [
      name,
      placeOf({ apiVersion: { type: "string" }, kind: { type: "string" }, ...properties, metadata }, []),
    ]);
  return { types, kinds: Object.fromEntries(objects) };
}

function isNumberOrText({ oneOf, anyOf, format }) {
  const words = (oneOf ?? anyOf ?? []).map(({ type }) => type);
  return (
    format === "int-or-string" ||
    (words.includes("string") && words.some((word) => word === "integer" || word === "number"))
  );
}

const own = Object.values(definitions).flatMap((schema) =>
  (schema["x-kubernetes-group-version-kind"] ?? [])
    .filter(() => schema.properties?.metadata && !schema.properties.items)
    .map(({ group, version, kind }) => [`${group === "" ? "" : `${group}/`}${version}/${kind}`, schema]),
);

/** Files have kinds in lower case; a schema says the kind where it lists it, else the registry of Streamform does. */
const { platforms } = await import("../dist/index.js");
const { kindsWith } = await import("../../core/dist/embedding.js");
const registry = kindsWith(
  platforms.flatMap(({ kinds, components }) => [
    ...kinds,
    ...components.flatMap(({ definition }) => definition.kinds ?? []),
  ]),
).all;
const custom = (wanted) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "kubernetes" && wanted(entry.name))
    .flatMap(({ name: group }) =>
      readdirSync(join(folder, group)).flatMap((file) => {
        const [, lower, version] = /^([a-z0-9]+)_(\w+)\.json$/.exec(file) ?? [];
        const kind = registry.find((known) => known.group === group && known.kind.toLowerCase() === lower)?.kind;
        return kind === undefined ? [] : [[`${group}/${version}/${kind}`, read(join(group, file))]];
      }),
    );

const tables = {
  core: tableOf([...own, ...custom((group) => ofCore.test(group))]),
  presets: tableOf(custom((group) => !ofCore.test(group))),
};
/** One type and one kind a line, so that a change of them is a diff that can be read. */
const rendered = ({ types, kinds }) =>
  `{"types":[\n${types.map((type) => JSON.stringify(type)).join(",\n")}\n],"kinds":{\n${Object.entries(kinds)
    .map(([name, place]) => `${JSON.stringify(name)}:${place}`)
    .join(",\n")}\n}}\n`;

for (const [name, table] of Object.entries(tables)) {
  const text = rendered(table);
  if (!check) writeFileSync(files[name], text);
  else if (readFileSync(files[name], "utf8") !== text) {
    process.stdout.write(
      `${files[name]} is not what the schemas say: run node packages/presets/tools/kind-fields.mjs SCHEMAS\n`,
    );
    process.exitCode = 1;
  }
}
