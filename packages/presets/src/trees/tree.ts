import { fileURLToPath } from "node:url";
import type { Manifest, Path } from "@streamform/core";
import {
  type Artifact,
  artifactsOf,
  assemble,
  buildManifest,
  check,
  compile,
  type Diagnostic,
  discoverEnvironments,
  type Environment,
  environmentFromObject,
  loadEnvironment,
  type TreeManifest,
  type Plan,
} from "@streamform/core/embedding";
import { parse } from "yaml";
import { type Kafka, kafka } from "../kafka/kafka.js";
import { type Workload, workloads } from "../kubernetes/workload.js";
import { platforms } from "../platforms/platforms.js";
import type { TerraformModule } from "../testing.js";

/** The repository that these tests are part of. */
export const repository = fileURLToPath(new URL("../../../..", import.meta.url));

/** The day of the tests, for support windows. */
const today = new Date("2026-11-21T00:00:00Z");

/** A Kubernetes object, or a tool's object, and its file. */
export interface TreeObject {
  readonly file: string;
  readonly folder: string;
  readonly object: Manifest;
}

/** Everything that an environment gives, in memory, as its readers see it. */
export interface Tree {
  readonly name: string;
  readonly engine: "flux" | "argocd";
  readonly environment: Environment;
  readonly plan: Plan;
  readonly artifacts: readonly Artifact[];
  readonly manifest: TreeManifest;
  /** What a GitOps engine reads: all YAML outside of `hosts/`, without the `kustomization.yaml` files. */
  readonly objects: readonly TreeObject[];
  /** The components' descriptions of their pods. */
  readonly workloads: readonly Workload[];
  /** The Kafka that the environment runs. */
  readonly kafka: Kafka;
  /** Terraform modules by the name of their stack. */
  readonly modules: ReadonlyMap<string, TerraformModule>;
  content(path: string): string;
}

/** Platform that an environment names. */
export function platformOf({ spec }: Environment) {
  const platform = platforms.find(({ name }) => name === spec.platform);
  if (!platform) throw new Error(`no platform ${spec.platform}`);
  return platform;
}

/** Files of all environments of this repository, from its root. */
export async function environmentFiles(): Promise<readonly string[]> {
  const { files } = await discoverEnvironments("environments", { root: repository });
  if (files.length === 0) throw new Error("the repository has no environments");
  return files;
}

/** Reads an environment of this repository, or of a project elsewhere. */
export async function readEnvironment(file: string, root = repository): Promise<Environment> {
  const { environment, diagnostics } = await loadEnvironment(file, {
    root,
    platform: (name) => platforms.find((candidate) => candidate.name === name),
    platformNames: platforms.map(({ name }) => name),
  });
  if (!environment) throw new Error(words(diagnostics));
  return environment;
}

/** Every environment of this repository, compiled and delivered. */
export async function repositoryTrees(): Promise<readonly Tree[]> {
  const environments = await Promise.all((await environmentFiles()).map((file) => readEnvironment(file)));
  return environments.map(treeOf);
}

/** Compiles and delivers an environment. */
export function treeOf(environment: Environment): Tree {
  const { system, diagnostics } = assemble(environment, platformOf(environment));
  const { plan, diagnostics: more } = system ? compile(system) : { diagnostics: [] as Diagnostic[] };
  if (!system || !plan) throw new Error(words([...diagnostics, ...more]));
  const brokers = system.capability(kafka);
  if (!brokers) throw new Error(`${environment.name} has no Kafka`);
  const artifacts = artifactsOf(plan);
  const content = (path: string): string => {
    const artifact = artifacts.find((candidate) => candidate.path === path);
    if (!artifact) throw new Error(`${environment.name} has no file ${path}`);
    return artifact.content;
  };
  return {
    name: environment.name,
    engine: plan.info.delivery.engine,
    environment,
    plan,
    artifacts,
    manifest: buildManifest({ environment, artifacts, tool: { name: "@streamform/cli", version: "0.0.0" } }),
    objects: artifacts
      .filter(({ path }) => isManifest(path))
      .map(({ path, content: text }) => ({ file: path, folder: folderOf(path), object: parse(text) as Manifest })),
    workloads: system.collection(workloads),
    kafka: brokers,
    modules: new Map(
      artifacts.flatMap(({ path, content: text }) => {
        const stack = /^terraform\/([^/]+)\/main\.tf\.json$/.exec(path)?.[1];
        return stack === undefined ? [] : [[stack, JSON.parse(text) as TerraformModule] as const];
      }),
    ),
    content,
  };
}

/** The folder of a file, without a slash at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function isManifest(path: string): boolean {
  return path.endsWith(".yaml") && !path.startsWith("hosts/") && !path.endsWith("/kustomization.yaml");
}

/** What a person would have written otherwise: a path of the spec and its value, undefined to leave it out. */
export type Change = readonly [path: Path, value: unknown];

/** The same environment with other values in its file, validated anew. Throws where the spec does not take them. */
export function changed(environment: Environment, ...changes: readonly Change[]): Environment {
  const { extends: _, ...input } = changes.reduce(
    (spec, [path, value]) => withValue(spec, path, value),
    environment.input,
  );
  const { environment: other, diagnostics } = environmentFromObject(input, platformOf(environment));
  if (!other) throw new Error(words(diagnostics));
  return { ...other, file: environment.file };
}

/** Codes of all findings of the checks in an environment. */
export function codesOf(environment: Environment): readonly string[] {
  const { system, diagnostics } = assemble(environment, platformOf(environment));
  return [...diagnostics, ...(system ? check(system, today) : [])].map(({ code }) => code);
}

type Fields = Readonly<Record<string, unknown>>;

function withValue(spec: Fields, [key, ...rest]: Path, value: unknown): Fields {
  if (key === undefined) throw new TypeError("the root of a spec is not changed");
  const inner = rest.length === 0 ? value : withValue((spec[key] ?? {}) as Fields, rest, value);
  const { [key]: _, ...others } = spec;
  return inner === undefined ? others : { ...spec, [key]: inner };
}

function words(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ code, path, message }) => `${code} ${path ?? ""} ${message}`).join("\n");
}
