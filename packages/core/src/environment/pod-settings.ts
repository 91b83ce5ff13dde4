type Text = Readonly<Record<string, string>>;
export interface Toleration {
  readonly key?: string | undefined;
  readonly operator?: "Exists" | "Equal" | undefined;
  readonly value?: string | undefined;
  readonly effect?: "NoSchedule" | "PreferNoSchedule" | "NoExecute" | undefined;
  readonly tolerationSeconds?: number | undefined;
}

export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

export interface NodeTerm {
  readonly matchExpressions: readonly Requirement[];
}

/** As a pod has it. Source: Kubernetes API reference, Affinity. */
export interface Affinity {
  readonly nodeAffinity?:
    | {
        readonly requiredDuringSchedulingIgnoredDuringExecution?:
          | { readonly nodeSelectorTerms: readonly NodeTerm[] }
          | undefined;
        readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly object[] | undefined;
      }
    | undefined;
  readonly podAffinity?: PodTerms | undefined;
  readonly podAntiAffinity?: PodTerms | undefined;
}

export interface PodTerms {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly object[] | undefined;
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly object[] | undefined;
}

export interface Spread {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway";
}

/** A key of a Secret or a ConfigMap in the pod's namespace. */
interface Key {
  readonly name: string;
  readonly key: string;
}
export type ExtraVariable = string | { readonly secret: Key } | { readonly configMap: Key };

/** A volume that programs find at `path`; `scratch` is in MiB. */
export type ExtraVolume = { readonly path: string } & (
  | { readonly secret: string }
  | { readonly configMap: string }
  | { readonly claim: string }
  | { readonly scratch: number }
);

/** What teams set of pods, whichever component or operator makes them. */
export interface PodSettings {
  readonly nodeSelector?: Text | undefined;
  readonly tolerations?: readonly Toleration[] | undefined;
  readonly affinity?: Affinity | undefined;
  readonly topologySpreadConstraints?: readonly Spread[] | undefined;
  readonly priorityClassName?: string | undefined;
  readonly runtimeClassName?: string | undefined;
  readonly podLabels?: Text | undefined;
  readonly podAnnotations?: Text | undefined;
  readonly serviceAccountAnnotations?: Text | undefined;
  readonly imagePullSecrets?: readonly string[] | undefined;
  readonly extraEnvironment?: Readonly<Record<string, ExtraVariable>> | undefined;
  readonly extraVolumes?: Readonly<Record<string, ExtraVolume>> | undefined;
}

/** Settings of some pods, and of all for what those do not say; labels, annotations, variables and volumes are merged by name. */
export function podSettingsWith(own: PodSettings, all: PodSettings): PodSettings {
  const merged = [
    "podLabels",
    "podAnnotations",
    "serviceAccountAnnotations",
    "extraEnvironment",
    "extraVolumes",
  ] as const;
  return {
    ...all,
    ...own,
    ...Object.fromEntries(
      merged.flatMap((name) => (all[name] && own[name] ? [[name, { ...all[name], ...own[name] }]] : [])),
    ),
  };
}
