import { parse } from "yaml";
import { artifactsOf } from "../artifacts.js";
import type { Artifact } from "../compile/artifact.js";
import type { Chapter, HostsUnit, KubernetesUnit, Plan, TerraformUnit, Unit } from "../compile/plan.js";
import type { HelmRelease } from "../component/helm-release.js";
import type { EnvironmentInfo } from "../component/parts.js";
import { awsTypesWith } from "../kinds/aws-types.js";
import type { Manifest } from "../kinds/manifest.js";
import { testRegistry } from "../kinds/testing.js";
import { deliver } from "./deliver.js";

type Delivery = EnvironmentInfo["delivery"];

/** The parts of a plan that a test sets. The rest is a small environment with the name `test`. */
export interface PlanOf extends Partial<Omit<EnvironmentInfo, "delivery">> {
  readonly units?: readonly Unit[];
  readonly delivery?: Partial<Delivery>;
  readonly chapters?: readonly Partial<Chapter>[];
  readonly preconditions?: Plan["preconditions"];
}

/** A plan made by hand, as the compiler would make it. */
export function planOf({ units = [], delivery, chapters = [], preconditions = [], ...rest }: PlanOf = {}): Plan {
  const info: EnvironmentInfo = {
    name: "test",
    platform: "testing",
    owner: "data-platform",
    stage: "development",
    aws: { accountId: "111122223333", region: "eu-central-1", tags: {} },
    state: { create: true },
    kubernetes: { namespace: "streaming" },
    delivery: {
      engine: "flux",
      repository: "https://github.com/acme/streaming",
      branch: "main",
      path: "generated",
      interval: "10m",
      terraform: "controller",
      approval: "manual",
      ...delivery,
    },
    ...rest,
  };
  const environment = {
    name: info.name,
    file: `environments/${info.name}.yaml`,
    spec: { patches: {} },
    layers: [],
    input: {},
    origin: () => ({ kind: "default" }),
    place: () => ({ file: "environments/dev.yaml", line: 1, column: 1 }),
  };
  const empty: Chapter = {
    component: "part",
    title: "Part",
    facts: [],
    endpoints: [],
    steps: [],
    tables: [],
    costs: [],
    diagram: { nodes: [], edges: [] },
    reads: [],
  };
  return {
    environment: environment as unknown as Plan["environment"],
    info,
    units,
    preconditions,
    chapters: chapters.map((chapter) => ({ ...empty, ...chapter })),
    kinds: testRegistry,
    awsTypes: awsTypesWith([]),
    patched: [],
  };
}

/** A Terraform stack without resources. */
export function stack(component: string, rest: Partial<TerraformUnit> = {}): TerraformUnit {
  return {
    kind: "terraform",
    requiredVersion: ">= 1.10.0",
    id: `terraform/${component}`,
    component,
    title: component,
    dependsOn: [],
    reads: [],
    artifacts: [],
    backend: { bucket: "terraform-state", key: `test/${component}/terraform.tfstate`, encrypt: true },
    parameters: [],
    outputs: [],
    resources: [],
    ...rest,
  };
}

/** A chart of the given objects; of one ConfigMap where none are given. */
export function chart(component: string, rest: Partial<KubernetesUnit> = {}): KubernetesUnit {
  const manifests = [objectOf("v1", "ConfigMap", component)];
  return {
    kind: "kubernetes",
    id: `kubernetes/${component}`,
    component,
    title: component,
    dependsOn: [],
    reads: [],
    artifacts: [],
    source: "environments/test.yaml",
    files: new Map(),
    manifests,
    helmReleases: [],
    ...rest,
  };
}

/** Files for hosts. */
export function hosts(component: string, rest: Partial<HostsUnit> = {}): HostsUnit {
  return {
    kind: "hosts",
    id: `hosts/${component}`,
    component,
    title: component,
    dependsOn: [],
    reads: [],
    artifacts: [],
    ...rest,
  };
}

/** An object in the environment's namespace. */
export function objectOf(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Readonly<Record<string, unknown>> = {},
): Manifest {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: "streaming" },
    ...rest,
  };
}

/** A Helm release of a chart of the same name. */
export function releaseOf(name: string, rest: Partial<HelmRelease> = {}): HelmRelease {
  return {
    name,
    namespace: `${name}-system`,
    chart: name,
    repository: "https://charts.example.com",
    version: "1.2.3",
    values: {},
    provides: [],
    ...rest,
  };
}

/** A delivered object, with everything that tests look at. */
export interface Delivered {
  readonly path: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly finalizers?: readonly string[];
  };
  // biome-ignore lint/suspicious/noExplicitAny: tests look into objects of many kinds
  readonly [field: string]: any;
}

/** All objects that are delivered for a plan, kustomizations of kustomize left out. */
export function objectsOf(plan: Plan): readonly Delivered[] {
  const files = deliver(plan).filter(({ path }) => path.endsWith(".yaml") && !path.endsWith("/kustomization.yaml"));
  return files.map(({ path, content }) => ({ path, ...(parse(content) as Omit<Delivered, "path">) }) as Delivered);
}

/** The one delivered object of that kind and name. */
export function objectNamed(plan: Plan, kind: string, name: string): Delivered {
  const found = objectsOf(plan).filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} objects are ${kind} ${name}`);
  return found[0];
}

/** The content of a generated file. */
export function fileOf(plan: Plan, path: string): string {
  const found: Artifact | undefined = artifactsOf(plan).find((artifact) => artifact.path === path);
  if (!found) throw new Error(`no file ${path}`);
  return found.content;
}
