import type { CostLine, Diagram, Fact, Precondition, Step, Table } from "../component/description.js";
import type { HelmRelease } from "../component/helm-release.js";
import type { EnvironmentInfo } from "../component/parts.js";
import type { Environment } from "../environment/environment.js";
import type { AwsTypes } from "../kinds/aws-types.js";
import type { Manifest } from "../kinds/manifest.js";
import type { Kinds } from "../kinds/registry.js";
import type { Artifact } from "./artifact.js";
import type { Patched } from "./patches/outcome.js";

/** What all units have in common. */
interface BaseUnit {
  /** `terraform/<component>`, `kubernetes/<component>` or `hosts/<component>`: also its folder. */
  readonly id: string;
  readonly component: string;
  readonly title: string;
  /** Ids of the units that have to be ready before; found from references, sorted. */
  readonly dependsOn: readonly string[];
  /** Paths of the spec that it was made from, rendered; sorted. */
  readonly reads: readonly string[];
  /** Files of the unit; their paths begin with its id. */
  readonly artifacts: readonly Artifact[];
}

/** A resource of a Terraform module. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  /** Whether Terraform refuses to destroy it (`lifecycle.prevent_destroy`). */
  readonly protected: boolean;
}

/** A Terraform root module. */
export interface TerraformUnit extends BaseUnit {
  readonly kind: "terraform";
  /** Versions of Terraform and OpenTofu that can run it, as `>= 1.10.0`. */
  readonly requiredVersion: string;
  /** Arguments of its S3 backend, by Terraform's names. A run outside the engine must use the same. */
  readonly backend: Readonly<Record<string, string | boolean | readonly string[]>>;
  /** Names of the SSM parameters that it publishes. */
  readonly parameters: readonly string[];
  /** Names of the module's outputs, sorted. */
  readonly outputs: readonly string[];
  /** Sorted by type and id. */
  readonly resources: readonly Resource[];
}

/** Kubernetes objects that are applied together, and the Helm charts that they are installed beside. */
export interface KubernetesUnit extends BaseUnit {
  readonly kind: "kubernetes";
  readonly manifests: readonly Manifest[];
  /** The file that its objects were written in or made from. */
  readonly source: string;
  /** Names of the objects' files, as `job-topics.yaml`. */
  readonly files: ReadonlyMap<Manifest, string>;
  readonly helmReleases: readonly HelmRelease[];
}

/** Files for hosts and people. */
export interface HostsUnit extends BaseUnit {
  readonly kind: "hosts";
}

export type Unit = TerraformUnit | KubernetesUnit | HostsUnit;

/** An address as text. A deferred address names its parameter and output. */
export interface PlannedEndpoint {
  readonly name: string;
  readonly protocol: string;
  readonly port?: number | undefined;
  readonly address:
    | { readonly known: string }
    | { readonly unit: string; readonly output: string; readonly parameter?: string | undefined };
}

/** Something that must exist. */
export interface PlannedPrecondition extends Precondition {
  /** The namespace that must exist, where it is one: delivery may make it, or run in it. */
  readonly namespace?: string | undefined;
}

/** A component's part of the environment's README. */
export interface Chapter {
  readonly component: string;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly endpoints: readonly PlannedEndpoint[];
  readonly steps: readonly Step[];
  readonly tables: readonly Table[];
  readonly costs: readonly CostLine[];
  readonly diagram: Diagram;
  /** Paths of the spec that it was made from, rendered; sorted. */
  readonly reads: readonly string[];
}

/** A compiled environment: the units in their order, and the preconditions. */
export interface Plan {
  readonly environment: Environment;
  readonly info: EnvironmentInfo;
  /** In an order in which each comes after those it depends on; the same for the same input. */
  readonly units: readonly Unit[];
  /** What must exist and no unit makes: API groups, namespaces, secret stores, parameters; and what components declare. */
  readonly preconditions: readonly PlannedPrecondition[];
  readonly chapters: readonly Chapter[];
  readonly kinds: Kinds;
  readonly awsTypes: AwsTypes;
  /** What the environment's patches did to the units; delivery has objects that they may match too. */
  readonly patched: readonly Patched[];
}
