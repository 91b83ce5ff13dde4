import { createHash } from "node:crypto";
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
import { loggingOf } from "../../logging.js";
import { exporterRules } from "../../metrics/rules.js";
import { podSecurity } from "../../pod-security.js";
import { kafkaScript } from "../../script.js";
import { wholeContainerSecurity } from "../../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../../kubernetes/quantity.js";
import type { End, Flow } from "../../../components/clients/mirror/flow.js";
import { metricsEndpoint, metricsFile } from "../../../components/clients/mirror/metrics.js";
import type { MirrorKubernetes, RunMirror } from "../../behaviour/mirror.js";
import { folderOf, propertiesOf } from "./properties.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-mirror.sh", probe: "is-well.sh" } as const;

/** A mirror as a Deployment of one pod, which Kafka's own connect-mirror-maker.sh runs in. */
function deployedMirror({ chart, selector, asset, uses }: MirrorKubernetes, flow: Flow): void {
  const { programs } = uses.kafka;
  const { name, settings } = flow;
  const labels = deployedLabels(selector, name);
  const logging = loggingOf(programs.kafka);
  const data = {
    ...Object.fromEntries(
      Object.values(scripts).map((file) => [file, kafkaScript(new URL(`./templates/${file}`, import.meta.url), asset)]),
    ),
    "mirror.properties": propertiesOf(flow),
    [metricsFile]: `${JSON.stringify(exporterRules("mirror-maker"), null, 2)}\n`,
    [logging.file]: logging.text,
  };
  const memory = Quantity.fromString(sizeQuantity(settings.memory));
  const mounts = [...secretsOf("source", flow.source), ...secretsOf("target", flow.target)];
  const container: Container = {
    name: "mirror-maker",
    image: programs.image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", `${files}/${scripts.start}`],
    env: [
      { name: "FILES", value: files },
      { name: "TARGET", value: flow.target.alias },
      { name: "JMX_EXPORTER", value: programs.jmxExporter },
      { name: "METRICS_PORT", value: String(metricsEndpoint.port) },
      { name: "METRICS_FILE", value: metricsFile },
      { name: "KAFKA_HEAP_OPTS", value: `-Xms${settings.heap}m -Xmx${settings.heap}m` },
      { name: "KAFKA_LOG4J_OPTS", value: `${logging.option}${files}/${logging.file}` },
      { name: "LOG_DIR", value: "/tmp" },
      {
        name: "READ_AT_START",
        value: [...filesOf("source", flow.source), ...filesOf("target", flow.target)].join(" "),
      },
    ],
    ports: [{ name: metricsEndpoint.portName, containerPort: metricsEndpoint.port, protocol: "TCP" }],
    readinessProbe: { httpGet: metrics, ...probe, initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 3 },
    // MirrorMaker by itself has nobody who would start a failed task again, as Strimzi's operator does.
    livenessProbe: {
      exec: { command: ["bash", `${files}/${scripts.probe}`] },
      ...probe,
      initialDelaySeconds: 60,
      periodSeconds: 30,
      failureThreshold: 5,
    },
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
function deployedLabels(selector: Readonly<Record<string, string>>, name: string) {
  return { ...selector, "app.kubernetes.io/component": name };
}

function secretsOf(role: "source" | "target", end: End): { readonly volume: Volume; readonly mount: VolumeMount }[] {
  const mounted = (what: "trust" | "certificate" | "password", secretName: string, key?: string) => ({
    volume: {
      name: `${role}-${what}`,
      secret: { secretName, defaultMode: 0o440, ...(key === undefined ? {} : { items: [{ key, path: key }] }) },
    },
    mount: { name: `${role}-${what}`, mountPath: folderOf(role, what), readOnly: true },
  });
  return [
    ...(end.tls && end.trust ? [mounted("trust", end.trust.secret, end.trust.key)] : []),
    ...(end.certificate ? [mounted("certificate", end.certificate.secret)] : []),
    ...(end.scram ? [mounted("password", end.scram.password.secret)] : []),
  ];
}

const probe = { timeoutSeconds: 10, successThreshold: 1 } as const;
const metrics = { path: "/metrics", port: IntOrString.fromString(metricsEndpoint.portName), scheme: "HTTP" } as const;

/** Files of an end's Secrets; MirrorMaker reads them when it starts. */
function filesOf(role: "source" | "target", { tls, trust, certificate, scram }: End): readonly string[] {
  const at = (what: "trust" | "certificate" | "password", key: string) => `${folderOf(role, what)}/${key}`;
  return [
    ...(tls && trust ? [at("trust", trust.key)] : []),
    ...(certificate ? [at("certificate", certificate.certificate)] : []),
    ...(scram ? [at("password", scram.password.key)] : []),
  ];
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

/** MirrorMaker 2 as a Deployment. */
export const mirrorByDeployment: RunMirror = {
  kubernetes: deployedMirror,
  pod: ({ environment }, name) => ({
    labels: deployedLabels({ "app.kubernetes.io/name": "mirror", "app.kubernetes.io/part-of": environment.name }, name),
    flows: [],
  }),
  logs: (name) => `logs deployment/${name} --tail=50`,
};
