import { createHash } from "node:crypto";
import type { KubernetesPart } from "@streamform/core";
import {
  type Container,
  IntOrString,
  KubeConfigMap,
  KubeDeployment,
  KubeServiceAccount,
  Quantity,
  type Volume,
  type VolumeMount,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { exporterRules } from "../../kafka/metrics/rules.js";
import { wholeContainerSecurity } from "../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../kubernetes/quantity.js";
import type { KafkaImage } from "../../versions/strimzi.js";
import type { End, Flow } from "./flow.js";
import { loggingOf } from "./logging.js";
import { metricsEndpoint, metricsFile } from "./metrics.js";
import { folderOf, propertiesOf } from "./properties.js";
import { podSecurity } from "./security.js";

const files = "/etc/streamform/files";
const startScript = "start-mirror.sh";

/** A mirror as a Deployment of one pod, which Kafka's own connect-mirror-maker.sh runs in. */
export function deployedMirror(
  { chart, selector, asset }: Pick<KubernetesPart, "chart" | "selector" | "asset">,
  flow: Flow,
  image: Pick<KafkaImage, "kafka" | "jmxExporter"> & { readonly name: string },
): void {
  const { name, settings } = flow;
  const labels = deployedLabels(selector, name);
  const logging = loggingOf(image.kafka);
  const data = {
    [startScript]: asset(new URL("./templates/start-mirror.sh", import.meta.url)),
    "mirror.properties": propertiesOf(flow),
    [metricsFile]: `${JSON.stringify(exporterRules("mirror-maker"), null, 2)}\n`,
    [logging.file]: logging.text,
  };
  const memory = Quantity.fromString(sizeQuantity(settings.memory));
  const mounts = [...secretsOf("source", flow.source), ...secretsOf("target", flow.target)];
  const container: Container = {
    name: "mirror-maker",
    image: image.name,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", `${files}/${startScript}`],
    env: [
      { name: "FILES", value: files },
      { name: "TARGET", value: flow.target.alias },
      { name: "JMX_EXPORTER", value: image.jmxExporter },
      { name: "METRICS_PORT", value: String(metricsEndpoint.port) },
      { name: "METRICS_FILE", value: metricsFile },
      { name: "KAFKA_HEAP_OPTS", value: `-Xms${settings.heap}m -Xmx${settings.heap}m` },
      { name: "KAFKA_LOG4J_OPTS", value: `${logging.option}${files}/${logging.file}` },
      { name: "LOG_DIR", value: "/tmp" },
    ],
    ports: [{ name: metricsEndpoint.portName, containerPort: metricsEndpoint.port, protocol: "TCP" }],
    // The agent answers as long as the JVM does; a mirror that fails for good ends the JVM.
    readinessProbe: probe({ initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 3 }),
    livenessProbe: probe({ initialDelaySeconds: 60, periodSeconds: 30, failureThreshold: 5 }),
    resources: { requests: { cpu: Quantity.fromString(cpuQuantity(settings.cpu)), memory }, limits: { memory } },
    securityContext: wholeContainerSecurity,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [
      { name: "files", mountPath: files, readOnly: true },
      ...mounts.map(({ mount }) => mount),
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
  new KubeServiceAccount(chart, `${name}-account`, { metadata: { name }, automountServiceAccountToken: false });
  new KubeConfigMap(chart, `${name}-files`, { metadata: { name: `${name}-files` }, data });
  new KubeDeployment(chart, name, {
    metadata: { name },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 10,
      // Two at a time would be two members of one group, and each would mirror half until the other has gone.
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations: { "checksum/files": hashOf(data) } },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          securityContext: podSecurity,
          terminationGracePeriodSeconds: 60,
          containers: [container],
          volumes: [
            { name: "files", configMap: { name: `${name}-files`, defaultMode: 0o444 } },
            ...mounts.map(({ volume }) => volume),
            { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } },
          ],
        },
      },
    },
  });
}

/** Labels of the pod, which never change. */
export function deployedLabels(selector: Readonly<Record<string, string>>, name: string) {
  return { ...selector, "app.kubernetes.io/component": name };
}

function secretsOf(role: "source" | "target", end: End): { readonly volume: Volume; readonly mount: VolumeMount }[] {
  const mounted = (what: "trust" | "admin" | "password", secretName: string, key?: string) => ({
    volume: {
      name: `${role}-${what}`,
      secret: { secretName, defaultMode: 0o440, ...(key === undefined ? {} : { items: [{ key, path: key }] }) },
    },
    mount: { name: `${role}-${what}`, mountPath: folderOf(role, what), readOnly: true },
  });
  return [
    ...(end.tls && end.trust ? [mounted("trust", end.trust.secret, end.trust.key)] : []),
    ...(end.certificate ? [mounted("admin", end.certificate.secret)] : []),
    ...(end.scram ? [mounted("password", end.scram.password.secret)] : []),
  ];
}

function probe(times: { initialDelaySeconds: number; periodSeconds: number; failureThreshold: number }) {
  const port = IntOrString.fromString(metricsEndpoint.portName);
  return { httpGet: { path: "/metrics", port, scheme: "HTTP" }, timeoutSeconds: 10, successThreshold: 1, ...times };
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
