import { existsSync, realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { ValueOrigin } from "@streamform/core/embedding";
import { type RecordedEnvironment, recordedEnvironments } from "@streamform/core/unchanged";
import { UsageError } from "../exit-code.js";
import type { ProjectFlags } from "../flags.js";
import { loadOne } from "../one-environment.js";
import { inWords } from "../origin.js";
import { locateProject } from "../project.js";
import { type Report, table } from "../terminal.js";

/** A generated file, and the environment whose manifest lists it. */
interface GeneratedFile {
  readonly environment: RecordedEnvironment;
  /** Below the environment's folder. */
  readonly path: string;
}

/** The origin of a generated file, or of its field at a JSON pointer: the spec values that change it. */
export async function explainFile(file: string, pointer = "", flags: ProjectFlags): Promise<Report> {
  const place = locateProject(flags);
  return explainGenerated(await find(file, recordedEnvironments(place.out)), pointer, flags, place.root);
}

async function explainGenerated(
  { environment: { name, manifest }, path }: GeneratedFile,
  pointer: string,
  flags: ProjectFlags,
  root: string,
): Promise<Report> {
  const { closest, provenance } = await import("@streamform/core/embedding");
  const { environment, platform, diagnostics, sources, place } = await loadOne(resolve(root, manifest.source), flags);
  if (!environment || !platform) return { document: { file: path, pointer }, diagnostics, sources, place };
  const found = provenance(environment, platform, path, pointer);
  if ("missing" in found) {
    const similar = closest(found.missing === "file" ? path : pointer, found.candidates);
    const missing =
      found.missing === "file"
        ? `${path} is no longer generated from ${manifest.source}`
        : `there is no ${pointer} in ${path}`;
    throw new UsageError(missing, similar === undefined ? undefined : `did you mean ${similar}?`);
  }
  const isWhole = pointer === "";
  const { unit, value, versions } = found;
  const [origins, conditions] = [found.origins.map(written), found.conditions.map(written)];
  const outputs = found.outputs.map((output) => ({ ...output, origins: output.origins.map(written) }));
  const rows = [
    ...origins.map(inRow),
    ...outputs.flatMap(({ unit: stack, output, origins: through }) => [
      `the output ${output} of ${stack}, known after its apply`,
      ...through.map((origin) => `  through this output, ${inRow(origin)}`),
    ]),
  ];
  return {
    text: `${path}${isWhole ? "" : `#${pointer}`}\n\n${table([
      ...(isWhole ? [] : [["  value:", JSON.stringify(value)]]),
      ["  environment:", `${name}, from ${manifest.source}`],
      ["  unit:", unit],
      ...(rows.length > 0 ? rows : [`no value of the spec; it is a constant in ${unit}`]).map((row, index) => [
        index === 0 ? "  made from:" : "",
        row,
      ]),
      ...conditions.map((condition, index) => [index === 0 ? "  condition:" : "", inRow(condition)]),
      ...versions.map((entry, index) => [
        index === 0 ? "  version table:" : "",
        `${entry.path} = ${JSON.stringify(entry.value)}`,
      ]),
    ])}`,
    document: {
      file: path,
      ...(isWhole ? { sources: linesOf(found.origins) } : { pointer, value, versions }),
      environment: name,
      unit,
      origins,
      conditions,
      outputs,
    },
  };
}

/** A path of the spec, with its origin in words. */
interface WrittenOrigin extends Omit<ValueOrigin, "origin"> {
  readonly origin: string;
}

function written({ path, value, origin }: ValueOrigin): WrittenOrigin {
  return { path, value, origin: inWords(origin) };
}

/** The lines that set the values, such as `environments/msk-dev.yaml:12`. */
function linesOf(origins: readonly ValueOrigin[]): readonly string[] {
  return [
    ...new Set(
      origins.flatMap(({ origin }) =>
        origin.kind === "file" ? [`${origin.position.file}:${origin.position.line}`] : [],
      ),
    ),
  ];
}

function inRow({ path, value, origin }: WrittenOrigin): string {
  if (value === undefined) return `${path}, which is not set (${origin})`;
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return `${path}${isMap ? "" : ` = ${JSON.stringify(value)}`}, from ${origin}`;
}

async function find(file: string, environments: readonly RecordedEnvironment[]): Promise<GeneratedFile> {
  const absolute = existsSync(file) ? realpathSync(file) : resolve(file);
  for (const environment of environments) {
    const path = relative(environment.directory, absolute).split(sep).join("/");
    if (Object.hasOwn(environment.manifest.files, path)) return { environment, path };
  }
  const { closest } = await import("@streamform/core/embedding");
  const all = environments.flatMap(({ directory, manifest }) =>
    Object.keys(manifest.files).map((path) => relative(process.cwd(), `${directory}/${path}`)),
  );
  const similar = closest(file, all);
  throw new UsageError(
    `${file} is not a generated file`,
    similar === undefined ? undefined : `did you mean ${similar}?`,
  );
}
