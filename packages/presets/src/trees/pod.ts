/** A container port. */
export interface Port {
  readonly name: string | undefined;
  readonly number: number;
}

/** A pod that an object of a tree, or its operator, creates in the cluster; the fields that tests read. */
export interface Pod {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The object it comes from: `StatefulSet broker`. */
  readonly maker: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
  /** What a quota counts: CPU in cores, memory and volumes in MiB. */
  readonly requests: { readonly cpu: number; readonly memory: number };
  readonly limits: { readonly cpu: number | undefined; readonly memory: number | undefined };
  readonly storage: number;
  /** Names by which DNS finds it beside its Services': `<pod>.<service>.<namespace>.svc`. */
  readonly hosts: readonly string[];
  /** Secrets that it mounts. */
  readonly secrets: readonly string[];
  readonly configMaps: readonly string[];
}

/** Whether labels match a selector. */
export function selects(
  selector: Readonly<Record<string, string>> | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);
}
