import { type PodSettings, podSettings } from "@streamform/core";
import {
  type Affinity,
  type Container,
  type EnvVar,
  KubeConfigMap,
  KubePodDisruptionBudget,
  KubeServiceAccount,
  type KubeStatefulSetProps,
  type PodDisruptionBudgetSpec,
  type Probe,
  Quantity,
  type TopologySpreadConstraint,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { containerSecurity } from "../../../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../../../kubernetes/quantity.js";
import { filesChecksum } from "../../../../process/kubernetes/checksum.js";
import { kafkaUser } from "../../../../versions/strimzi.js";
import type { KubernetesCluster } from "../part.js";
import { claims, claimTemplates, type Volume } from "./claims.js";
import { type Mounted, MountingStatefulSet } from "./mounting-stateful-set.js";
import { firstController, folders, headlessOf, labelsOf, metricsPorts, nameOf, podsOf, type Role } from "./names.js";

/** What the pods of a role have of their own. */
export interface ServerSet {
  readonly role: Role;
  readonly replicas: number;
  /** What the spec says of the pods. */
  readonly pods: PodSettings;
  readonly compute: { readonly cpu: number; readonly cpuLimit?: number | undefined; readonly memory: number };
  /** Start script among the files. */
  readonly start: string;
  /** Files of the ConfigMap; a change of them restarts the pods. */
  readonly files: Readonly<Record<string, string>>;
  readonly variables: readonly EnvVar[];
  readonly volumes: readonly Volume[];
  readonly ports: Readonly<Record<string, number>>;
  readonly probes: { readonly startup: Probe; readonly liveness: Probe; readonly readiness: Probe };
  /** Command before the server is told to stop. */
  readonly preStop: string;
  /** Seconds that it then has. */
  readonly grace: number;
  /** Seconds for which a pod has to be ready before the next one is rolled. */
  readonly settle: number;
  readonly budget: Pick<PodDisruptionBudgetSpec, "minAvailable" | "maxUnavailable">;
  /** IAM role that the service account names. */
  readonly roleArn?: string | undefined;
  /** Volumes besides those of every role. */
  readonly mounted?: Mounted;
  /** Finds the zone of the pod's node before the server starts. */
  readonly init?: { readonly container: Container; readonly tokenMount: string };
}

export const runMount = { name: "run", mountPath: folders.run };

/** First of a role's turns to restart in; a pod has the one of its ordinal. There are 128 of them, so that no two pods share one. */
const firstTurn = { broker: 0, controller: 0, zookeeper: firstController + 10 };

/** The pods of a role, with what belongs to them: configuration, service account, claims and disruption budget. */
export function serverSet(part: KubernetesCluster, set: ServerSet): void {
  const { chart, spec, exports, uses } = part;
  const { role, replicas, files } = set;
  const name = nameOf(exports, role);
  const labels = labelsOf(exports, role);
  const pods = podsOf(exports, role, replicas);
  const trust = uses.certificates?.trust ?? { secret: name, key: "ca.crt" };

  podSettings(chart, name, set.pods);
  new KubeConfigMap(chart, `${role}-files`, { metadata: { name, labels: { ...labels } }, data: { ...files } });
  new KubeServiceAccount(chart, `${role}-account`, {
    metadata: {
      name,
      labels: { ...labels },
      ...(set.roleArn === undefined ? {} : { annotations: { "eks.amazonaws.com/role-arn": set.roleArn } }),
    },
    automountServiceAccountToken: false,
  });
  claims(part, pods, set.volumes, labels);
  new KubePodDisruptionBudget(chart, `${role}-budget`, {
    metadata: { name, labels: { ...labels } },
    spec: { selector: { matchLabels: labels }, ...set.budget },
  });
  const props: KubeStatefulSetProps = {
    metadata: { name, labels: { ...labels } },
    spec: {
      serviceName: headlessOf(exports, role),
      replicas,
      ...(role === "controller" ? { ordinals: { start: firstController } } : {}),
      selector: { matchLabels: labels },
      // All at once when there are none: a quorum has no first member. Changes go from pod to pod all the same.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
      minReadySeconds: set.settle,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      volumeClaimTemplates: claimTemplates(part.exports, set.volumes),
      template: {
        metadata: { labels, annotations: filesChecksum(files) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: set.grace,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: kafkaUser.uid,
            runAsGroup: kafkaUser.gid,
            fsGroup: kafkaUser.uid,
            fsGroupChangePolicy: "OnRootMismatch",
            seccompProfile: { type: "RuntimeDefault" },
          },
          affinity: affinityOf(spec.zones, labels),
          topologySpreadConstraints: [spread(labels)],
          ...(set.init === undefined ? {} : { initContainers: [set.init.container] }),
          containers: [
            {
              name: role,
              image: exports.image.name,
              imagePullPolicy: "IfNotPresent",
              command: ["bash", `${folders.configuration}/${set.start}`],
              env: [
                { name: "POD_NAME", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "metadata.name" } } },
                { name: "CONFIG_DIR", value: folders.configuration },
                { name: "CERTIFICATE_DIR", value: folders.certificate },
                { name: "RUN_DIR", value: folders.run },
                { name: "LOOPBACK", value: "127.0.0.1" },
                { name: "JMX_EXPORTER", value: exports.image.jmxExporter },
                { name: "METRICS_PORT", value: String(metricsPorts[role]) },
                { name: "FIRST_TURN", value: String(firstTurn[role]) },
                { name: "TURN_SECONDS", value: "300" },
                { name: "CHECK_SECONDS", value: "30" },
                { name: "PATIENCE_SECONDS", value: String(7 * 24 * 3600) },
                ...set.variables,
              ],
              ports: Object.entries({ ...set.ports, metrics: metricsPorts[role] }).map(([port, containerPort]) => ({
                name: port,
                containerPort,
                protocol: "TCP",
              })),
              resources: {
                requests: {
                  cpu: Quantity.fromString(cpuQuantity(set.compute.cpu)),
                  memory: Quantity.fromString(sizeQuantity(set.compute.memory)),
                },
                limits: {
                  ...(set.compute.cpuLimit === undefined
                    ? {}
                    : { cpu: Quantity.fromString(cpuQuantity(set.compute.cpuLimit)) }),
                  memory: Quantity.fromString(sizeQuantity(set.compute.memory)),
                },
              },
              startupProbe: set.probes.startup,
              livenessProbe: set.probes.liveness,
              readinessProbe: set.probes.readiness,
              lifecycle: { preStop: { exec: { command: ["bash", "-c", set.preStop] } } },
              securityContext: containerSecurity,
              terminationMessagePath: "/dev/termination-log",
              terminationMessagePolicy: "FallbackToLogsOnError",
              volumeMounts: [
                { name: "configuration", mountPath: folders.configuration, readOnly: true },
                { name: "certificate", mountPath: folders.certificate, readOnly: true },
                runMount,
                { name: "tmp", mountPath: "/tmp" },
                ...set.volumes.map((volume) => ({ name: volume.name, mountPath: volume.mountPath })),
                ...(set.mounted?.mounts ?? []),
              ],
            },
          ],
          volumes: [
            { name: "configuration", configMap: { name, defaultMode: 0o444 } },
            {
              name: "certificate",
              projected: {
                defaultMode: 0o440,
                sources: [
                  { secret: { name, items: [item("tls.key"), item("tls.crt")] } },
                  { secret: { name: trust.secret, items: [{ key: trust.key, path: "ca.crt" }] } },
                ],
              },
            },
            { name: runMount.name, emptyDir: { medium: "Memory", sizeLimit: Quantity.fromString("16Mi") } },
            { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } },
            ...(set.init === undefined ? [] : [apiToken(set.init.tokenMount)]),
          ],
        },
      },
    },
  };
  new MountingStatefulSet(chart, role, props, set.mounted?.volumes ?? []);
}

function item(key: string) {
  return { key, path: key };
}

/** Never two on a node, and only in the zones of the environment. */
function affinityOf(zones: readonly string[], labels: Record<string, string>): Affinity {
  return {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: [...zones] }] },
        ],
      },
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: labels }, topologyKey: "kubernetes.io/hostname" },
      ],
    },
  };
}

/** As many in one zone as in another where nodes allow it: anti-affinity would help only as long as there are no more pods than zones. */
function spread(labels: Record<string, string>): TopologySpreadConstraint {
  return {
    maxSkew: 1,
    topologyKey: "topology.kubernetes.io/zone",
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
  };
}

/** Token for the API server; only containers that mount it have it. */
function apiToken(name: string) {
  return {
    name,
    projected: {
      defaultMode: 0o440,
      sources: [
        { serviceAccountToken: { path: "token", expirationSeconds: 3600 } },
        { configMap: { name: "kube-root-ca.crt", items: [item("ca.crt")] } },
      ],
    },
  };
}
