// Writes docs/reference/ from the schemas and the pages of the packages: pnpm build && node docs/reference.mjs
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const notice =
  "<!-- Written by docs/reference.mjs from the schemas and the catalogue of checks; change those, not this file. -->";
const numbers = { integer: "whole number", number: "number" };

/**
 * The pages of the reference, by path below docs/reference.
 *
 * @param {{ core: typeof import("@streamform/core/embedding"), platforms: readonly import("@streamform/core").Platform[], cliPages: Readonly<Record<string, import("@streamform/core").Page>>, z: typeof import("zod") }} sources
 * @returns {Map<string, string>}
 */
export function referencePages({ core, platforms, cliPages, z }) {
  const toJsonSchema = (schema) =>
    z.toJSONSchema(schema, { target: "draft-7", io: "input", unrepresentable: "any", reused: "inline" });
  const components = [...new Set(platforms.flatMap((platform) => platform.components))].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const pages = new Map();
  const add = (path, ...parts) => pages.set(path, `${[notice, ...parts].join("\n\n")}\n`);

  add(
    "environment.md",
    "# Every environment",
    "Keys of every environment, on every platform.",
    table(fieldsOf(toJsonSchema(core.baseSpec), "")),
  );
  for (const component of components) {
    const checks = [...(component.definition.checks ?? [])].sort((a, b) => (a.code < b.code ? -1 : 1));
    add(
      `components/${component.name}.md`,
      `# ${component.title}`,
      `Key: \`${component.key}\`. Platforms: ${platforms
        .filter((platform) => platform.components.includes(component))
        .map(({ name }) => `\`${name}\``)
        .join(", ")}.${usesOf(component)}`,
      "## Fields",
      table(fieldsOf(toJsonSchema(component.spec), component.key)),
      ...(checks.length > 0 ? ["## Checks", ...checks.map((page) => deeper(core.renderPageMarkdown(page)))] : []),
    );
  }
  const rooms = {
    "Reading files": core.readingPages,
    "The shape of a spec": core.specPages,
    "How components fit together": core.componentPages,
    Compiling: core.compilePages,
    Patches: core.patchPages,
    "Your own manifests and Terraform": core.extraPages,
    Writing: core.outputPages,
    Configuration: core.configPages,
    "Environments beside each other": core.claimPages,
    "The command line": cliPages,
  };
  add(
    "diagnostics.md",
    "# Diagnostics",
    "Diagnostics of Streamform itself. The components' pages list the components' checks. `streamform explain CODE` prints the same text.",
    ...Object.entries(rooms).flatMap(([title, room]) => [
      `## ${title}`,
      ...core.catalogue(room).pages.map((page) => deeper(core.renderPageMarkdown(page))),
    ]),
  );
  const codes = components
    .flatMap((component) => (component.definition.checks ?? []).map((page) => ({ page, component })))
    .sort((a, b) => (a.page.code < b.page.code ? -1 : 1));
  add(
    "README.md",
    "# Reference",
    [
      "- [Every environment](environment.md)",
      ...components.map(({ name, title }) => `- [${title}](components/${name}.md)`),
      "- [Diagnostics](diagnostics.md)",
    ].join("\n"),
    "## Checks",
    [
      "| Code | Severity | Title | Component |",
      "| --- | --- | --- | --- |",
      ...codes.map(
        ({ page, component }) =>
          `| ${page.code} | ${page.severity} | ${cell(page.title)} | [${component.title}](components/${component.name}.md) |`,
      ),
    ].join("\n"),
  );
  return pages;
}

function usesOf({ uses }) {
  const names = Object.values(uses)
    .filter(({ kind }) => kind !== "versions")
    .map((use) => (use.kind === "optional" ? `${use.target.name} (optional)` : use.name));
  return names.length > 0 ? ` Uses: ${names.join(", ")}.` : "";
}

/** Every key that a schema allows, outermost first; keys within a map or list as `<name>` and `[]`. */
function fieldsOf(schema, path) {
  const own = path === "" ? [] : [{ path, schema }];
  const options = schema.anyOf ?? schema.oneOf ?? [];
  const inside = (place, child) => fieldsOf(child, place);
  const below = [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
      inside(/^[\w-]+$/.test(key) ? join1(path, key) : `${path}["${key}"]`, child),
    ),
    ...(typeof schema.additionalProperties === "object"
      ? inside(join1(path, "<name>"), schema.additionalProperties)
      : []),
    ...(isBranch(schema.items) ? inside(`${path}[]`, schema.items).slice(1) : []),
    ...options.filter(isBranch).flatMap((option) => fieldsOf(option, path).slice(path === "" ? 0 : 1)),
  ];
  return mergeSame([...own, ...below]);
}

const isBranch = (schema) =>
  Boolean(
    schema && (schema.properties || typeof schema.additionalProperties === "object" || schema.anyOf || schema.oneOf),
  );
const join1 = (path, key) => (path === "" ? key : `${path}.${key}`);

/** Options of a union may share a key: it is listed once, with the types and descriptions of all options. */
function mergeSame(fields) {
  const schemas = new Map();
  for (const { path, schema } of fields) schemas.set(path, [...(schemas.get(path) ?? []), schema]);
  return [...schemas].map(([path, [first, ...others]]) => ({ path, schema: others.reduce(either, first) }));
}

function either(one, other) {
  if (JSON.stringify(one) === JSON.stringify(other)) return one;
  const described = ({ const: mark, description = "" }) =>
    mark === undefined ? description : `${code(mark)}: ${description}`;
  return {
    anyOf: [...(one.anyOf ?? [one]), other],
    description: [...new Set([described(one), described(other)])].join(" "),
  };
}

/** Entries of maps and whole components often have no description: their fields have. */
const isPassage = (path, schema) =>
  schema.description === undefined && (path.endsWith(".<name>") || !path.includes("."));

function table(fields) {
  const told = fields.filter(({ path, schema }) => !isPassage(path, schema));
  const rows = told.map(
    ({ path, schema }) =>
      `| \`${path}\` | ${cell(typeOf(schema))} | ${schema.default === undefined ? "" : cell(code(JSON.stringify(schema.default)))} | ${cell(schema.description ?? "")} |`,
  );
  return ["| Key | Takes | Default | Meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function typeOf(schema) {
  const {
    anyOf,
    oneOf,
    enum: words,
    const: only,
    type,
    items,
    examples,
    minimum,
    maximum,
    additionalProperties,
    properties,
  } = schema;
  if (only !== undefined) return code(JSON.stringify(only));
  if (words) return `one of ${words.map((word) => code(String(word))).join(", ")}`;
  if (anyOf ?? oneOf) return [...new Set((anyOf ?? oneOf).map(typeOf))].join(" or ");
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one })).join(" or ");
  if (type === "boolean") return "`true` or `false`";
  if (type in numbers) return `${numbers[type]}${rangeOf(minimum, maximum)}`;
  if (type === "array") return `list of ${isBranch(items) && !items.anyOf ? "maps" : typeOf(items ?? {})}`;
  if (type === "object") {
    if (properties || typeof additionalProperties !== "object") return "map";
    return isBranch(additionalProperties) ? "map by name" : `map by name of ${typeOf(additionalProperties)}`;
  }
  if (examples?.length > 0) return `text such as ${examples.map(code).join(" or ")}`;
  return type === "null" ? "nothing" : "text";
}

/** Bounds, if the schema sets them. Without, JSON Schema has the bounds of safe integers. */
function rangeOf(minimum, maximum) {
  const low = minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const high = maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}`;
  if (low !== undefined) return `, at least ${low}`;
  return high === undefined ? "" : `, at most ${high}`;
}

const code = (text) => `\`${String(text).replaceAll("`", "'")}\``;
const cell = (text) =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replace(/`[^`]*`/g, (span) => span.replaceAll("&lt;", "<"))
    .replace(/\s+/g, " ");
const deeper = (markdown) => markdown.trimEnd().replace(/^## /, "### ");

/** Replaces docs/reference by the given pages. */
function write(pages, folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith(".md")) rmSync(join(entry.parentPath, entry.name));
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const built = (entry) => import(new URL(`../packages/${entry}.js`, import.meta.url).href);
  const [core, { platforms }, { cliPages }, { z }] = await Promise.all([
    built("core/dist/embedding"),
    built("presets/dist/index"),
    built("cli/dist/index"),
    import(new URL("../packages/core/node_modules/zod/index.js", import.meta.url).href),
  ]);
  const folder = fileURLToPath(new URL("reference", import.meta.url));
  mkdirSync(folder, { recursive: true });
  write(referencePages({ core, platforms, cliPages, z }), folder);
}
