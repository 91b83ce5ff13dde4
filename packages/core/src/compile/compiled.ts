import type { Deferred } from "../component/deferred.js";
import type { HelmRelease } from "../component/helm-release.js";
import type { Reads } from "../component/reads.js";
import type { Member } from "../component/system.js";
import type { Manifest } from "../kinds/manifest.js";
import type { HostFile } from "./files/compile-files.js";
import type { Chart } from "./kubernetes/chart.js";
import type { Unit } from "./plan.js";
import type { Stack } from "./terraform/stack.js";

/** Kinds of units, and their folders. */
export type UnitKind = Unit["kind"];

/** What was compiled of one component, before it is written down. */
export interface Compiled {
  readonly member: Member;
  readonly stack: Stack | undefined;
  readonly chart: Chart | undefined;
  readonly files: readonly HostFile[];
  /** Paths of the spec that each of its units was made from. */
  readonly reads: Readonly<Record<UnitKind, Reads>>;
  /** Ids of the units that each of its units refers to. */
  readonly needs: Readonly<Record<UnitKind, ReadonlySet<string>>>;
  /** Outputs of stacks that its chart and files read as parameters. */
  readonly parameters: readonly Deferred[];
}

/** What was compiled of one component, with the patches of the environment. */
export interface PatchedComponent extends Compiled {
  readonly manifests: readonly Manifest[];
  readonly helmReleases: readonly HelmRelease[];
  /** See `contentNames`. */
  readonly contentNames: ReadonlyMap<string, string>;
}
