import type { z } from "zod";
import type { AwsType } from "../kinds/aws-types.js";
import type { Kind } from "../kinds/kind.js";
import type { AnyComponent, Exporting } from "./any-component.js";
import type { Provision } from "./capability.js";
import type { Check } from "./check.js";
import type { Contribution } from "./collection.js";
import type { DeferredOf, Outputs } from "./deferred.js";
import type { CostLine, Diagram, Summary } from "./description.js";
import type { CheckPart, DescribePart, ExportsPart, FilesPart, KubernetesPart, TerraformPart } from "./parts.js";
import type { Required, UsesMap } from "./uses.js";

/** The key that a component owns in the spec: its name in camel case. */
export type KeyOf<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<KeyOf<Tail>>}`
  : Name;

/** The definition of a component. Only name, title and spec are required. */
export interface ComponentDefinition<
  Name extends string,
  Spec extends z.ZodType,
  Uses extends UsesMap,
  Exports,
  Published extends Outputs,
  Provided extends string,
> {
  /** Lower-case words with hyphens; also the name of its folder and of its units. */
  readonly name: Name;
  readonly title: string;
  /** Schema of the component's key. An environment with the key uses the component. */
  readonly spec: Spec;
  /** Other components, capabilities and collections; `optional(…)` where an environment can do without. */
  readonly uses?: Uses;
  /** Values for others that are known before anything is applied. */
  readonly exports?: (part: ExportsPart<Spec, Uses>) => Exports;
  /** Resources of the component's stack. Other components can use the returned values after the apply. */
  readonly terraform?: (part: TerraformPart<Spec, Uses, Exports>) => Published;
  readonly kubernetes?: (part: KubernetesPart<Spec, Uses, Exports, Published>) => void;
  /** The kinds of objects that it makes, or that its charts bring, beyond Kubernetes' own: every component of a platform knows them. */
  readonly kinds?: readonly Kind[];
  /** AWS resource types of the component that hold data, are slow to recover, or have their own rules for names. */
  readonly awsTypes?: readonly AwsType[];
  /** Whether a cluster can have its charts only once, whatever the namespace: they bring custom resource definitions. */
  readonly oncePerCluster?: boolean;
  /** Host files, scripts and snippets. */
  readonly files?: (part: FilesPart<Spec, Uses, Exports, Published>) => void;
  /** Capabilities: `[provide(database, (part) => …)]`. */
  readonly provides?: readonly Provision<DescribePart<Spec, Uses, Exports, Published>, Provided>[];
  /** What it adds to collections: `[contribute(workloads, (part) => […])]`. */
  readonly contributes?: readonly Contribution<DescribePart<Spec, Uses, Exports, Published>>[];
  readonly checks?: readonly Check<CheckPart<Spec, Uses, Exports>>[];
  readonly summary?: (part: DescribePart<Spec, Uses, Exports, Published>) => Summary;
  readonly cost?: (part: DescribePart<Spec, Uses, Exports, Published>) => readonly CostLine[];
  readonly diagram?: (part: DescribePart<Spec, Uses, Exports, Published>) => Diagram;
}

declare const requiresType: unique symbol;
declare const providesType: unique symbol;

/** A component: its definition, with the type of its exports. */
export interface Component<
  Name extends string = string,
  Spec extends z.ZodType = z.ZodType,
  Exports = unknown,
  Requires extends string = string,
  Provides extends string = string,
> extends AnyComponent,
    Exporting<Exports> {
  readonly kind: "component";
  readonly name: Name;
  readonly key: KeyOf<Name>;
  readonly spec: Spec;
  readonly [requiresType]?: Requires;
  readonly [providesType]?: Provides;
}

/** Puts a component together; everything about its types is inferred. */
export function defineComponent<
  const Name extends string,
  Spec extends z.ZodType,
  Uses extends UsesMap = Record<never, never>,
  Exports = Record<never, never>,
  Published extends Outputs = Record<never, never>,
  Provided extends string = never,
>(
  definition: ComponentDefinition<Name, Spec, Uses, Exports, Published, Provided>,
): Component<Name, Spec, Exports & DeferredOf<Published>, Required<Uses>, Provided> {
  return {
    kind: "component",
    name: definition.name,
    key: keyOf(definition.name),
    title: definition.title,
    spec: definition.spec,
    uses: definition.uses ?? {},
    definition,
  };
}

function keyOf<Name extends string>(name: Name): KeyOf<Name> {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) as KeyOf<Name>;
}
