import type { Manifest } from "@streamform/core";
import type { Tree, TreeObject } from "./tree.js";

/** The fields of a workload's pod template that tests read. */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string; readonly items?: readonly Item[] };
    readonly secret?: { readonly secretName: string; readonly items?: readonly Item[] };
    readonly projected?: {
      readonly sources: readonly {
        readonly configMap?: { readonly name: string; readonly items?: readonly Item[] };
        readonly secret?: { readonly name: string; readonly items?: readonly Item[] };
      }[];
    };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
}

/** A key of a Secret or ConfigMap, and the file that it becomes. */
interface Item {
  readonly key: string;
  readonly path: string;
}

interface KeyReference {
  readonly name: string;
  readonly key: string;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly {
    readonly name: string;
    readonly valueFrom?: { readonly secretKeyRef?: KeyReference; readonly configMapKeyRef?: KeyReference };
  }[];
  readonly envFrom?: readonly {
    readonly secretRef?: { readonly name: string };
    readonly configMapRef?: { readonly name: string };
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly resources?: {
    readonly requests?: { readonly cpu?: string; readonly memory?: string };
    readonly limits?: { readonly cpu?: string; readonly memory?: string };
  };
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

export interface Probe {
  readonly httpGet?: { readonly port: number | string };
  readonly tcpSocket?: { readonly port: number | string };
  readonly grpc?: { readonly port: number };
}

/** An object that makes pods. */
export interface Workload extends TreeObject {
  readonly template: {
    readonly metadata?: {
      readonly labels?: Readonly<Record<string, string>>;
      readonly annotations?: Readonly<Record<string, string>>;
    };
    readonly spec: PodSpec;
  };
  readonly containers: readonly Container[];
}

/** Everything in a tree that makes pods. */
export function workloads({ objects }: Tree): readonly Workload[] {
  return objects.flatMap((entry) => {
    const { kind, spec } = entry.object as Manifest & {
      spec?: { template?: Workload["template"]; jobTemplate?: { spec: { template: Workload["template"] } } };
    };
    const template = kind === "CronJob" ? spec?.jobTemplate?.spec.template : spec?.template;
    const pod = template?.spec;
    return pod?.containers
      ? [{ ...entry, template, containers: [...(pod.initContainers ?? []), ...pod.containers] } as Workload]
      : [];
  });
}

/** Names of the ConfigMaps, Secrets and claims that a workload's pods use. */
export function usedBy({ template: { spec }, containers }: Workload): {
  readonly ConfigMap: readonly string[];
  readonly Secret: readonly string[];
  readonly PersistentVolumeClaim: readonly string[];
} {
  const volumes = spec.volumes ?? [];
  const projected = volumes.flatMap((volume) => volume.projected?.sources ?? []);
  const variables = containers.flatMap(({ env = [] }) => env);
  const sources = containers.flatMap(({ envFrom = [] }) => envFrom);
  return {
    ConfigMap: [
      ...volumes.map(({ configMap }) => configMap?.name),
      ...projected.map(({ configMap }) => configMap?.name),
      ...variables.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
      ...sources.map(({ configMapRef }) => configMapRef?.name),
    ].filter(isText),
    Secret: [
      ...volumes.map(({ secret }) => secret?.secretName),
      ...projected.map(({ secret }) => secret?.name),
      ...variables.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
      ...sources.map(({ secretRef }) => secretRef?.name),
    ].filter(isText),
    PersistentVolumeClaim: volumes.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName).filter(isText),
  };
}

/** What a container finds of a volume: the file of each key that it holds, and where the key comes from. */
export function filesOf(volume: NonNullable<PodSpec["volumes"]>[number]): readonly {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly items: readonly Item[] | undefined;
}[] {
  const { configMap, secret, projected } = volume;
  return [
    ...(configMap ? [{ kind: "ConfigMap" as const, name: configMap.name, items: configMap.items }] : []),
    ...(secret ? [{ kind: "Secret" as const, name: secret.secretName, items: secret.items }] : []),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...(source.configMap
        ? [{ kind: "ConfigMap" as const, name: source.configMap.name, items: source.configMap.items }]
        : []),
      ...(source.secret ? [{ kind: "Secret" as const, name: source.secret.name, items: source.secret.items }] : []),
    ]),
  ];
}

/** The API group of an object; empty for the core group. */
export function groupOf({ apiVersion }: Pick<Manifest, "apiVersion">): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** Whether an object's kind comes from a CustomResourceDefinition. */
export function isCustom(object: Manifest): boolean {
  const group = groupOf(object);
  return group.includes(".") && !group.endsWith(".k8s.io");
}

/** A GitOps object that applies a folder of the tree. */
export interface Application {
  /** The Kustomization or Application itself. */
  readonly object: Manifest;
  /** Folder below the environment's own. */
  readonly folder: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Flux's Kustomizations and Argo CD's Applications that read a folder of this tree. */
export function applications({ name, objects }: Tree): readonly Application[] {
  return objects.flatMap(({ object }) => {
    const { spec } = object as Manifest & { spec?: { path?: string; source?: { path?: string } } };
    const path =
      object.kind === "Kustomization" ? spec?.path : object.kind === "Application" ? spec?.source?.path : undefined;
    return path === undefined
      ? []
      : [
          {
            object,
            folder: path.replace(/^\.\//, "").replace(`generated/${name}/`, ""),
            spec: spec as Readonly<Record<string, unknown>>,
          },
        ];
  });
}

/** A value and all values below it, with their paths. */
export function walk(value: unknown, path = ""): readonly { readonly path: string; readonly value: unknown }[] {
  const below =
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, entry]) => walk(entry, `${path}/${key}`))
      : [];
  return [{ path, value }, ...below];
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
