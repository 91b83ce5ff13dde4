import { customResource, type Manifest, podSettings } from "@streamform/core";
import {
  IntOrString,
  KubeConfigMap,
  KubePodDisruptionBudget,
  KubeStatefulSet,
  type VolumeMount,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Process } from "../process.js";
import { filesChecksum } from "./checksum.js";
import { claims, claimTemplates } from "./claims.js";
import { filesOf, type Part, podOf, serviceAccount } from "./pod.js";

export interface StatefulSetOptions {
  /** Headless Service that gives each replica its host name. */
  readonly service: string;
  /** Ordinal of the first replica. Default: 0. */
  readonly first?: number;
  /** Seconds for which a replica must be ready before the update of the next one begins. */
  readonly settle: number;
  /** How many replicas a node drain may stop, or how many must keep running. */
  readonly budget: { readonly maxUnavailable: number } | { readonly minAvailable: number };
  readonly storageClass: string;
  /** Images that the main program sees as folders, read-only. Default: none. */
  readonly images?: readonly ImageFolder[];
}

export interface ImageFolder {
  readonly name: string;
  readonly path: string;
  readonly image: string;
}

/**
 * A process whose replicas keep their names and volumes: its service account, a ConfigMap, the claims, the disruption budget and the StatefulSet. All
 * but the claims have the process's name. A rollout can create a pod of the old revision again, so the ConfigMap's name never changes.
 */
export function statefulSet(part: Part, process: Process, options: StatefulSetOptions): void {
  const { chart } = part;
  const { name, labels, replicas = 1 } = process;
  const { service, first = 0, settle, budget, storageClass, images = [] } = options;
  if (process.pods) podSettings(chart, name, process.pods);
  const running = process.runs();
  if (!running) return;
  const data = filesOf(part, running);
  const pod = podOf(part, process, running, name);
  const metadata = { name, labels: { ...labels } };
  const pods = Array.from({ length: replicas }, (_, index) => `${name}-${first + index}`);
  serviceAccount(part, process);
  new KubeConfigMap(chart, `files-${name}`, { metadata, data });
  claims(part, process, pods, storageClass);
  new KubePodDisruptionBudget(chart, `budget-${name}`, {
    metadata,
    spec: {
      selector: { matchLabels: { ...labels } },
      ...("maxUnavailable" in budget
        ? { maxUnavailable: IntOrString.fromNumber(budget.maxUnavailable) }
        : { minAvailable: IntOrString.fromNumber(budget.minAvailable) }),
    },
  });
  const manifest: StatefulSetManifest = KubeStatefulSet.manifest({
    metadata,
    spec: {
      serviceName: service,
      replicas,
      ...(first > 0 && { ordinals: { start: first } }),
      selector: { matchLabels: { ...labels } },
      // All replicas start at the same time: a quorum has no first member. Updates still go from pod to pod.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
      minReadySeconds: settle,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      volumeClaimTemplates: claimTemplates(process, storageClass),
      template: { ...pod, metadata: { ...pod.metadata, annotations: filesChecksum(data) } },
    },
  });
  mount(images, manifest);
  customResource(chart, manifest);
}

interface StatefulSetManifest extends Manifest {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly volumes: object[];
        readonly containers: readonly [{ readonly volumeMounts: VolumeMount[] }];
      };
    };
  };
}

/** Adds images as volumes. The types of Kubernetes 1.29 do not have this volume type, so its constructs would drop it. */
function mount(images: readonly ImageFolder[], { spec }: StatefulSetManifest): void {
  const { volumes, containers } = spec.template.spec;
  volumes.push(...images.map(imageVolume));
  containers[0].volumeMounts.push(...images.map(imageMount));
}

/** Source: Kubernetes documentation, "Use an Image Volume With a Pod". */
export function imageVolume({ name, image }: ImageFolder) {
  return { name, image: { reference: image, pullPolicy: "IfNotPresent" } };
}

export function imageMount({ name, path }: ImageFolder) {
  return { name, mountPath: path, readOnly: true };
}
