import { createHash } from "node:crypto";
import type { KubernetesPart } from "@streamform/core";
import {
  IntOrString,
  KubeConfigMap,
  KubeDeployment,
  KubePodDisruptionBudget,
  KubeService,
  KubeServiceAccount,
  Quantity,
  type TopologySpreadConstraint,
  type Volume,
  type VolumeMount,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import type { SecretKey } from "../../kafka/kafka.js";
import { exporterRules } from "../../kafka/metrics/rules.js";
import { containerSecurity, seccompProfile } from "../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../kubernetes/quantity.js";
import { schemaRegistry, schemaRegistryImage } from "../../versions/schema-registry.js";
import { loggingOf } from "../mirror/logging.js";
import { metricsPort, metricsPortName, name, port } from "./names.js";
import { folders, listenerOf, propertiesOf, variables } from "./properties.js";
import type { schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

const files = "/etc/streamform/files";
const startScript = "start-schema-registry.sh";
const metricsFile = "metrics.json";

export function kubernetes({
  chart,
  spec,
  selector,
  env,
  asset,
  uses: { kafka, topics, users },
}: KubernetesPart<typeof schemaRegistrySpec, typeof uses>): void {
  const listener = listenerOf(kafka);
  const credentials = users.credentials[spec.user];
  // SF2884 and SF2885 have said so.
  if (!listener || credentials?.authentication !== "scram-sha-512") return;
  const { jaasConfig } = credentials;
  const factor = topics.byName[spec.topic]?.replicationFactor ?? kafka.defaults.replicationFactor;
  const logging = loggingOf(schemaRegistry.kafka);
  const data = {
    [startScript]: asset(new URL(`./templates/${startScript}`, import.meta.url)),
    "schema-registry.properties": propertiesOf(spec, listener, jaasConfig, factor),
    [metricsFile]: `${JSON.stringify(exporterRules("schema-registry"), null, 2)}\n`,
    [logging.file]: logging.text,
  };
  const labels = { ...selector };
  const memory = Quantity.fromString(sizeQuantity(spec.memory));
  const mounted = secretsOf({ secret: credentials.secret, key: jaasConfig }, listener.trust);

  new KubeServiceAccount(chart, "service-account", { metadata: { name }, automountServiceAccountToken: false });
  new KubeConfigMap(chart, "files", { metadata: { name: `${name}-files` }, data });
  new KubeService(chart, "service", {
    metadata: { name },
    spec: {
      type: "ClusterIP",
      selector: labels,
      ports: [{ name: "http", port, targetPort: IntOrString.fromString("http"), protocol: "TCP" }],
    },
  });
  new KubePodDisruptionBudget(chart, "budget", {
    metadata: { name },
    spec: { selector: { matchLabels: labels }, maxUnavailable: IntOrString.fromNumber(1) },
  });
  new KubeDeployment(chart, "deployment", {
    metadata: { name },
    spec: {
      replicas: spec.replicas,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 1200,
      // One after the other, and never one more than a quota was made for.
      strategy: {
        type: "RollingUpdate",
        rollingUpdate: { maxSurge: IntOrString.fromNumber(0), maxUnavailable: IntOrString.fromNumber(1) },
      },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { "checksum/files": hashOf(data) } },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          // A Service by this name would else set SCHEMA_REGISTRY_PORT, which the image takes for a setting of its own.
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 60,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: schemaRegistry.user.uid,
            runAsGroup: schemaRegistry.user.gid,
            fsGroup: schemaRegistry.user.gid,
            seccompProfile,
          },
          topologySpreadConstraints: [
            spread("topology.kubernetes.io/zone", labels),
            spread("kubernetes.io/hostname", labels),
          ],
          containers: [
            {
              name,
              image: spec.image ?? schemaRegistryImage,
              imagePullPolicy: "IfNotPresent",
              command: ["bash", `${files}/${startScript}`],
              env: [
                {
                  name: variables.address,
                  valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } },
                },
                env(variables.bootstrapServers, listener.bootstrapServers),
                { name: "FILES", value: files },
                { name: "JMX_EXPORTER", value: schemaRegistry.jmxExporter },
                { name: "METRICS_PORT", value: String(metricsPort) },
                { name: "METRICS_FILE", value: metricsFile },
                { name: "SCHEMA_REGISTRY_HEAP_OPTS", value: `-Xms${spec.heap}m -Xmx${spec.heap}m` },
                { name: "SCHEMA_REGISTRY_LOG4J_OPTS", value: `${logging.option}${files}/${logging.file}` },
                { name: "LOG_DIR", value: "/tmp" },
              ],
              ports: [
                { name: "http", containerPort: port, protocol: "TCP" },
                { name: metricsPortName, containerPort: metricsPort, protocol: "TCP" },
              ],
              // It answers once it has read the whole topic, and ends where it finds no brokers within a minute: a new cluster takes several.
              startupProbe: probe("/", { periodSeconds: 10, failureThreshold: 90 }),
              readinessProbe: probe("/config", { periodSeconds: 10, failureThreshold: 3 }),
              livenessProbe: probe("/", { periodSeconds: 30, failureThreshold: 5 }),
              // Whoever still knows the pod by its Service is answered until nobody does.
              lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
              resources: { requests: { cpu: Quantity.fromString(cpuQuantity(spec.cpu)), memory }, limits: { memory } },
              securityContext: containerSecurity,
              terminationMessagePath: "/dev/termination-log",
              terminationMessagePolicy: "FallbackToLogsOnError",
              volumeMounts: [
                { name: "files", mountPath: files, readOnly: true },
                ...mounted.map(({ mount }) => mount),
                { name: "tmp", mountPath: "/tmp" },
              ],
            },
          ],
          volumes: [
            { name: "files", configMap: { name: `${name}-files`, defaultMode: 0o444 } },
            ...mounted.map(({ volume }) => volume),
            { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } },
          ],
        },
      },
    },
  });
}

/** The keys that it needs of each Secret: beside a CA's certificate there may be its private key. */
function secretsOf(
  user: SecretKey,
  trust: SecretKey | undefined,
): { readonly volume: Volume; readonly mount: VolumeMount }[] {
  const one = (what: keyof typeof folders, { secret, key }: SecretKey) => ({
    volume: { name: what, secret: { secretName: secret, defaultMode: 0o440, items: [{ key, path: key }] } },
    mount: { name: what, mountPath: folders[what], readOnly: true },
  });
  return [one("user", user), ...(trust ? [one("trust", trust)] : [])];
}

function probe(path: string, times: { readonly periodSeconds: number; readonly failureThreshold: number }) {
  const httpGet = { path, port: IntOrString.fromString("http"), scheme: "HTTP" };
  return { httpGet, timeoutSeconds: 5, successThreshold: 1, ...times };
}

function spread(topologyKey: string, labels: Record<string, string>): TopologySpreadConstraint {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels: labels } };
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
