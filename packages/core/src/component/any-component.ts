import type { z } from "zod";
import type { AwsType } from "../kinds/aws-types.js";
import type { Kind } from "../kinds/kind.js";
import type { Capability, Provision } from "./capability.js";
import type { Check } from "./check.js";
import type { Collection, Contribution } from "./collection.js";
import type { Outputs } from "./deferred.js";
import type { CostLine, Diagram, Summary } from "./description.js";
import type { Extra } from "./extra/extra.js";
import type { VersionTable } from "./version-table.js";

declare const exportsType: unique symbol;

/** Something that has values of a type for others; the type alone carries them. */
export interface Exporting<Exports> {
  readonly [exportsType]?: Exports;
}

/** A definition whose types are no longer known: the compiler calls its parts with what their types ask for. */
export interface AnyDefinition {
  readonly exports?: (part: never) => unknown;
  readonly terraform?: (part: never) => Outputs;
  readonly kubernetes?: (part: never) => void;
  readonly kinds?: readonly Kind[];
  readonly awsTypes?: readonly AwsType[];
  readonly oncePerCluster?: boolean;
  readonly files?: (part: never) => void;
  readonly provides?: readonly Provision<never>[];
  readonly contributes?: readonly Contribution<never>[];
  readonly checks?: readonly Check<never>[];
  readonly summary?: (part: never) => Summary;
  readonly cost?: (part: never) => readonly CostLine[];
  readonly diagram?: (part: never) => Diagram;
}

/** Any component, whatever its types. */
export interface AnyComponent {
  readonly kind: "component";
  readonly name: string;
  readonly key: string;
  readonly title: string;
  readonly spec: z.ZodType;
  readonly uses: Readonly<Record<string, AnyComponent | Capability | Collection | VersionTable | Optional>>;
  readonly definition: AnyDefinition;
  /** What an entry of `extra` brings; undefined for a component of a platform. */
  readonly extra?: Extra | undefined;
}

/** A use that may be missing from the environment. */
export interface Optional<Target extends AnyComponent | Capability = AnyComponent | Capability> {
  readonly kind: "optional";
  readonly target: Target;
}
