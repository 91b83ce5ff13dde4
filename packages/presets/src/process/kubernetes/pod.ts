import type { KubernetesPart } from "@streamform/core";
import {
  type Affinity,
  KubeServiceAccount,
  type PodSpec,
  type PodTemplateSpec,
  type TopologySpreadConstraint,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { kafkaScript } from "../../kafka/script.js";
import { seccompProfile } from "../../kubernetes/pod-security.js";
import type { Process, Running } from "../process.js";
import { containerOf } from "./container.js";
import { volumesOf } from "./volumes.js";

export type Part = Pick<KubernetesPart, "chart" | "env" | "asset">;

/** The texts of the process's files, by name. */
export function filesOf({ asset }: Pick<Part, "asset">, { folders }: Running): Readonly<Record<string, string>> {
  const files = folders.flatMap((folder) => ("files" in folder ? Object.entries(folder.files) : []));
  return Object.fromEntries(
    files.map(([name, content]) => [name, typeof content === "string" ? content : kafkaScript(content, asset)]),
  );
}

/** Name of the process's service account. */
export function accountOf({ name, identity }: Process): string {
  return identity?.name ?? name;
}

/** A pod's template with its spec in place. */
export type Pod = PodTemplateSpec & { readonly spec: PodSpec };

/** The pod of a process, whatever starts it, with all that the Pod Security Standard `restricted` asks for. */
export function podOf(part: Part, process: Process, running: Running, configMap: string): Pod {
  const { labels, spread = [], zones, isAlone, storage = [] } = process;
  const { user, before = [], program, grace } = running;
  return {
    metadata: { labels: { ...labels } },
    spec: {
      serviceAccountName: accountOf(process),
      automountServiceAccountToken: false,
      // Kubernetes would give it a variable for each port of each Service, and programs take some of them for settings.
      enableServiceLinks: false,
      ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user.uid,
        runAsGroup: user.gid,
        fsGroup: user.filesGid,
        // Without it, the kubelet changes the group of every file on a volume at each start.
        ...(storage.length > 0 && { fsGroupChangePolicy: "OnRootMismatch" }),
        seccompProfile,
      },
      ...((zones || isAlone) && { affinity: affinityOf(process) }),
      ...(spread.length > 0 && { topologySpreadConstraints: spread.map((over) => spreadOver(over, labels)) }),
      ...(before.length > 0 && { initContainers: before.map((each) => containerOf(part, process, running, each)) }),
      containers: [containerOf(part, process, running, program)],
      volumes: [...volumesOf(running.folders, configMap)],
    },
  };
}

/** Source: Kubernetes documentation, "Well-Known Labels, Annotations and Taints". */
const topologyKeys = { zone: "topology.kubernetes.io/zone", host: "kubernetes.io/hostname" } as const;

function spreadOver(over: keyof typeof topologyKeys, labels: Process["labels"]): TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: topologyKeys[over],
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { ...labels } },
  };
}

function affinityOf({ zones, isAlone, labels }: Process): Affinity {
  return {
    ...(zones && {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: topologyKeys.zone, operator: "In", values: [...zones] }] }],
        },
      },
    }),
    ...(isAlone && {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: { ...labels } }, topologyKey: topologyKeys.host },
        ],
      },
    }),
  };
}

/** The service account of a process, unless another process makes it. */
export function serviceAccount({ chart }: Pick<Part, "chart">, process: Process): void {
  const { identity } = process;
  if (identity?.isShared) return;
  const name = accountOf(process);
  new KubeServiceAccount(chart, `service-account-${name}`, {
    metadata: {
      name,
      labels: { ...process.labels },
      ...(identity?.roleArn !== undefined && { annotations: { "eks.amazonaws.com/role-arn": identity.roleArn } }),
    },
    automountServiceAccountToken: false,
  });
}
