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
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { loggingOf } from "../../../kafka/logging.js";
import { exporterRules } from "../../../kafka/metrics/rules.js";
import { kafkaScript } from "../../../kafka/script.js";
import { containerSecurity, seccompProfile } from "../../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../../kubernetes/quantity.js";
import { schemaRegistry, schemaRegistryImage } from "../../../versions/schema-registry.js";
import { topics as topicsComponent } from "../topics/index.js";
import { loginSecrets, mountsOf, volumesOf } from "../users/login.js";
import { metricsPort, metricsPortName, name, port } from "./names.js";
import { filesOf, listenerOf, loginOf, propertiesOf, variables } from "./properties.js";
import type { schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-schema-registry.sh", probe: "is-well.sh" } as const;
const metricsFile = "metrics.json";

export function kubernetes({
  chart,
  spec,
  selector,
  env,
  asset,
  waitFor,
  uses: { kafka, topics, users },
}: KubernetesPart<typeof schemaRegistrySpec, typeof uses>): void {
  const credentials = users.credentials[spec.user];
  const listener = credentials && listenerOf(kafka, credentials);
  if (!listener) return; // SF2884 and SF2885 have said so
  const login = loginOf(spec, listener, credentials);
  waitFor(topicsComponent); // it may not make its topic
  const factor = topics.byName[spec.topic]?.replicationFactor ?? kafka.defaults.replicationFactor;
  const logging = loggingOf(schemaRegistry.kafka);
  const data = {
    ...Object.fromEntries(
      Object.values(scripts).map((file) => [file, kafkaScript(new URL(`./templates/${file}`, import.meta.url), asset)]),
    ),
    "schema-registry.properties": propertiesOf(spec, login, factor),
    [metricsFile]: `${JSON.stringify(exporterRules("schema-registry"), null, 2)}\n`,
    [logging.file]: logging.text,
  };
  const labels = { ...selector };
  const memory = Quantity.fromString(sizeQuantity(spec.memory));
  const secrets = loginSecrets(login);

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
              command: ["bash", `${files}/${scripts.start}`],
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
                { name: "PORT", value: String(port) },
                { name: "READ_AT_START", value: filesOf(login).join(" ") },
              ],
              ports: [
                { name: "http", containerPort: port, protocol: "TCP" },
                { name: metricsPortName, containerPort: metricsPort, protocol: "TCP" },
              ],
              // It answers once it has read the whole topic, and ends where it finds no brokers within a minute: a new cluster takes several.
              startupProbe: { ...answers("/"), periodSeconds: 10, failureThreshold: 90 },
              readinessProbe: { ...answers("/config"), periodSeconds: 10, failureThreshold: 3 },
              livenessProbe: {
                exec: { command: ["bash", `${files}/${scripts.probe}`] },
                ...probe,
                periodSeconds: 30,
                failureThreshold: 5,
              },
              // Whoever still knows the pod by its Service is answered until nobody does.
              lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
              resources: { requests: { cpu: Quantity.fromString(cpuQuantity(spec.cpu)), memory }, limits: { memory } },
              securityContext: containerSecurity,
              terminationMessagePath: "/dev/termination-log",
              terminationMessagePolicy: "FallbackToLogsOnError",
              volumeMounts: [
                { name: "files", mountPath: files, readOnly: true },
                ...mountsOf(secrets),
                { name: "tmp", mountPath: "/tmp" },
              ],
            },
          ],
          volumes: [
            { name: "files", configMap: { name: `${name}-files`, defaultMode: 0o444 } },
            ...volumesOf(secrets),
            { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } },
          ],
        },
      },
    },
  });
}

const probe = { timeoutSeconds: 5, successThreshold: 1 } as const;

function answers(path: string) {
  return { httpGet: { path, port: IntOrString.fromString("http"), scheme: "HTTP" }, ...probe };
}

function spread(topologyKey: string, labels: Record<string, string>): TopologySpreadConstraint {
  return { maxSkew: 1, topologyKey, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels: labels } };
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
