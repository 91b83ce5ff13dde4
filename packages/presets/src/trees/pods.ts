import type { Manifest } from "@streamform/core";
import type { Container, PodSpec } from "./kubernetes-objects.js";
import type { Pod, Port } from "./pod.js";
import { cores, mebibytes } from "./quantities.js";
import { strimziPods } from "./strimzi-pods.js";

/** Every pod that the objects bring, one by one. */
export function podsOf(objects: readonly Manifest[]): readonly Pod[] {
  return [...objects.flatMap((object) => templatedPods(object, objects)), ...strimziPods(objects)];
}

interface TemplatedSpec {
  readonly replicas?: number;
  readonly parallelism?: number;
  readonly serviceName?: string;
  readonly ordinals?: { readonly start: number };
  readonly template?: Template;
  readonly jobTemplate?: { readonly spec: { readonly template: Template } };
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string }; readonly spec: ClaimSpec }[];
}

interface Template {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: PodSpec;
}

interface ClaimSpec {
  readonly resources: { readonly requests: { readonly storage: string } };
}

function templatedPods(object: Manifest, objects: readonly Manifest[]): readonly Pod[] {
  const { kind, metadata } = object;
  if (!["StatefulSet", "Deployment", "DaemonSet", "Job", "CronJob"].includes(kind)) return [];
  const spec = object.spec as TemplatedSpec;
  const template = spec.jobTemplate?.spec.template ?? spec.template;
  if (!template) return [];
  const count = spec.replicas ?? spec.parallelism ?? 1;
  const first = spec.ordinals?.start ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const name = `${metadata.name}-${first + index}`;
    const { namespace } = metadata;
    const volumes = template.spec.volumes ?? [];
    const projected = volumes.flatMap((volume) => volume.projected?.sources ?? []);
    const claims = [
      ...(spec.volumeClaimTemplates ?? []).map((claim) => ({
        name: `${claim.metadata.name}-${name}`,
        spec: claim.spec,
      })),
      ...volumes.flatMap(({ persistentVolumeClaim: claim }) =>
        claim ? [{ name: claim.claimName, spec: undefined }] : [],
      ),
    ];
    return {
      name,
      namespace,
      maker: `${kind} ${metadata.name}`,
      labels: {
        ...template.metadata?.labels,
        ...(kind === "StatefulSet" ? { "statefulset.kubernetes.io/pod-name": name } : {}),
      },
      ports: template.spec.containers.flatMap(portsOf),
      requests: {
        cpu: effective(template.spec, ({ resources }) => cores(resources?.requests?.cpu)) ?? 0,
        memory: effective(template.spec, ({ resources }) => mebibytes(resources?.requests?.memory)) ?? 0,
      },
      limits: {
        cpu: effective(template.spec, ({ resources }) => cores(resources?.limits?.cpu)),
        memory: effective(template.spec, ({ resources }) => mebibytes(resources?.limits?.memory)),
      },
      storage: claims.reduce((sum, claim) => sum + sizeOfClaim(claim, namespace, objects), 0),
      hosts: spec.serviceName === undefined ? [] : [`${name}.${spec.serviceName}.${namespace}.svc`],
      secrets: [
        ...volumes.map(({ secret }) => secret?.secretName),
        ...projected.map(({ secret }) => secret?.name),
      ].filter((entry) => entry !== undefined),
      configMaps: [
        ...volumes.map(({ configMap }) => configMap?.name),
        ...projected.map(({ configMap }) => configMap?.name),
      ].filter((entry) => entry !== undefined),
    };
  });
}

function portsOf({ ports = [] }: Container): readonly Port[] {
  return ports.map(({ name, containerPort }) => ({ name, number: containerPort }));
}

/**
 * What a pod counts for: its containers together, or the largest init container where that is more; undefined where a container says nothing.
 *
 * Source: Kubernetes documentation, init containers: resource sharing within containers.
 */
function effective(
  { containers, initContainers = [] }: PodSpec,
  of: (container: Container) => number | undefined,
): number | undefined {
  const values = containers.map(of);
  if (values.includes(undefined)) return undefined;
  const together = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return Math.max(together, ...initContainers.map((container) => of(container) ?? 0));
}

/** A StatefulSet uses a claim of the tree unchanged if its name matches. Its claim templates create the others. */
function sizeOfClaim(
  { name, spec }: { readonly name: string; readonly spec: ClaimSpec | undefined },
  namespace: string | undefined,
  objects: readonly Manifest[],
): number {
  const own = objects.find(
    ({ kind, metadata }) =>
      kind === "PersistentVolumeClaim" && metadata.name === name && metadata.namespace === namespace,
  );
  return mebibytes(((own?.spec as ClaimSpec | undefined) ?? spec)?.resources.requests.storage) ?? 0;
}
