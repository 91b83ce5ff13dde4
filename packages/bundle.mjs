// Writes what Node.js runs into packages/*/dist, where tsc wrote the declarations: a few files for each package, with the templates
// that stand beside its sources. Few files start much faster than many do.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const packages = fileURLToPath(new URL(".", import.meta.url));
const entries = {
  core: ["index", "embedding", "testing", "unchanged", "typescript-worker", "compile/files/precompile-template"],
  presets: ["index", "on-demand", "testing"],
  cli: ["index", "main", "worker"],
};

/** Sources of tests: tsc leaves them out as well (`exclude` in each tsconfig.json). */
const ofTests = /\.test(-d)?\.ts$|(^|\/)(trees|cases)\//;

/** Libraries that are CommonJS: Node.js loads them several times faster where they are required, for it need not search them for names. */
const required = /^(cdktf|constructs|cdk8s|cdk8s-plus-29|@cdktf\/provider-aws|handlebars|rfc6902|yaml)(\/|$)/;

/** @type {import("esbuild").Plugin} What is no file of the package stays outside of it. */
const libraries = {
  name: "libraries",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "import-statement" && required.test(path) ? { path, namespace: "required" } : { path, external: true },
    );
    onLoad({ filter: /./, namespace: "required" }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Modules find the files beside them as though each still was a file of its own: `new URL("./templates/…", import.meta.url)`. */
const places = (source) => ({
  name: "places",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const own = relative(source, path).replaceAll("\\", "/").replace(/ts$/, "js");
      const url = `new URL("./${own}", import.meta.url).href`;
      return { contents: readFileSync(path, "utf8").replaceAll("import.meta.url", url), loader: "ts" };
    });
  },
});

for (const [name, files] of Object.entries(entries)) {
  const source = join(packages, name, "src");
  const target = join(packages, name, "dist");
  cpSync(source, target, { recursive: true, preserveTimestamps: true, filter: (file) => extname(file) !== ".ts" });
  const { metafile } = await build({
    absWorkingDir: target,
    entryPoints: Object.fromEntries(files.map((file) => [basename(file), join(source, `${file}.ts`)])),
    outdir: target,
    chunkNames: "[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    plugins: [libraries, places(source)],
  });
  const templates = await precompiled(target);
  removeStale(source, target, new Set([...Object.keys(metafile.outputs), ...templates]));
}

/** Writes each template as a program beside it, so that nobody has to compile it; the programs' paths. */
async function precompiled(target) {
  const { precompileTemplate } = await import("./core/dist/precompile-template.js");
  const templates = readdirSync(target, { recursive: true }).filter((file) => file.endsWith(".hbs"));
  for (const file of templates) {
    const program = precompileTemplate(readFileSync(join(target, file), "utf8"));
    writeFileSync(join(target, `${file}.cjs`), `module.exports = ${program};\n`);
  }
  return templates.map((file) => `${file}.cjs`);
}

/** What an earlier build left and this one would not make: code, and the declarations of sources that are gone or that tests alone need. */
function removeStale(source, target, written) {
  const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const file = relative(target, join(parentPath, name));
    const declares = /\.d\.ts(\.map)?$/.exec(file);
    const origin = join(source, declares ? `${file.slice(0, declares.index)}.ts` : file);
    const stale = !existsSync(origin) || (declares && ofTests.test(origin.replaceAll("\\", "/")));
    if (file !== ".tsbuildinfo" && !written.has(file) && stale) rmSync(join(target, file));
  }
}
