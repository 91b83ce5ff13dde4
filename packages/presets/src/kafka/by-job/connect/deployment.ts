import {
  type Container,
  IntOrString,
  KubeConfigMap,
  KubeDeployment,
  KubePodDisruptionBudget,
  KubeService,
  KubeServiceAccount,
  type PodTemplateSpec,
  Quantity,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import type { ConnectKubernetes } from "../../behaviour/connect.js";
import { loggingOf } from "../../logging.js";
import { exporterRules } from "../../metrics/rules.js";
import { podSecurity } from "../../pod-security.js";
import { wholeContainerSecurity } from "../../../kubernetes/pod-security.js";
import { filesChecksum } from "../../../process/kubernetes/checksum.js";
import { cpuQuantity, sizeQuantity } from "../../../kubernetes/quantity.js";
import { folders, type Login, loginSecrets, mountsOf, volumesOf } from "../../../components/clients/users/login.js";
import { mountedSecrets } from "../../../components/clients/kafka-connect/connectors.js";
import {
  metricsEndpoint,
  metricsFile,
  name,
  restPort,
  restPortName,
} from "../../../components/clients/kafka-connect/names.js";
import { restService, workerLabels } from "./names.js";
import { addressVariable, propertiesOf } from "./properties.js";

const files = "/etc/streamform/files";
const startScript = "start-connect.sh";
const probeScript = "is-well.sh";

const timing = { timeoutSeconds: 10, successThreshold: 1 } as const;
const answers = {
  httpGet: { path: "/", port: IntOrString.fromString(restPortName), scheme: "HTTP" },
  ...timing,
} as const;

/**
 * The workers as a Deployment, which Kafka's own connect-distributed.sh runs in.
 *
 * @returns the template of its pods
 */
export function deployedWorkers(
  { chart, spec, environment, asset, uses: { kafka } }: ConnectKubernetes,
  login: Login,
): PodTemplateSpec {
  const { programs } = kafka;
  const labels = workerLabels(environment);
  const logging = loggingOf(programs.kafka);
  const data = {
    [startScript]: asset(new URL("./templates/start-connect.sh", import.meta.url)),
    [probeScript]: asset(new URL("./templates/is-well.sh", import.meta.url)),
    "connect.properties": propertiesOf(spec, login),
    [metricsFile]: `${JSON.stringify(exporterRules("connect"), null, 2)}\n`,
    [logging.file]: logging.text,
  };
  const memory = Quantity.fromString(sizeQuantity(spec.memory));
  const secrets = [...loginSecrets(login), ...mountedSecrets(spec.connectors)];
  const container: Container = {
    name: "worker",
    image: spec.image ?? programs.image,
    imagePullPolicy: "IfNotPresent",
    command: ["bash", `${files}/${startScript}`],
    env: [
      { name: "FILES", value: files },
      { name: addressVariable, valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
      { name: "REST_PORT", value: String(restPort) },
      { name: "SECRETS", value: secrets.map(({ folder }) => folders[folder]).join(" ") },
      { name: "SEEN", value: "/tmp/secrets.sha256" },
      { name: "JMX_EXPORTER", value: programs.jmxExporter },
      { name: "METRICS_PORT", value: String(metricsEndpoint.port) },
      { name: "METRICS_FILE", value: metricsFile },
      { name: "KAFKA_HEAP_OPTS", value: `-Xms${spec.heap}m -Xmx${spec.heap}m` },
      { name: "KAFKA_LOG4J_OPTS", value: `${logging.option}${files}/${logging.file}` },
      { name: "LOG_DIR", value: "/tmp" },
    ],
    ports: [
      { name: restPortName, containerPort: restPort, protocol: "TCP" },
      { name: metricsEndpoint.portName, containerPort: metricsEndpoint.port, protocol: "TCP" },
    ],
    // The root of the REST API answers without the group: a rebalance takes no worker out of service.
    startupProbe: { ...answers, periodSeconds: 10, failureThreshold: 30 },
    readinessProbe: { ...answers, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: {
      exec: { command: ["bash", `${files}/${probeScript}`] },
      ...timing,
      periodSeconds: 30,
      failureThreshold: 5,
    },
    resources: { requests: { cpu: Quantity.fromString(cpuQuantity(spec.cpu)), memory }, limits: { memory } },
    securityContext: wholeContainerSecurity,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [
      { name: "files", mountPath: files, readOnly: true },
      ...mountsOf(secrets),
      { name: "tmp", mountPath: "/tmp" },
    ],
  };
  const template: PodTemplateSpec = {
    metadata: {
      labels,
      annotations: filesChecksum(data),
    },
    spec: {
      serviceAccountName: name,
      automountServiceAccountToken: false,
      securityContext: podSecurity,
      terminationGracePeriodSeconds: 60,
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: "topology.kubernetes.io/zone",
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: labels },
        },
      ],
      containers: [container],
      volumes: [
        { name: "files", configMap: { name: `${name}-files`, defaultMode: 0o444 } },
        ...volumesOf(secrets),
        { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } },
      ],
    },
  };
  new KubeServiceAccount(chart, "service-account", { metadata: { name }, automountServiceAccountToken: false });
  new KubeConfigMap(chart, "files", { metadata: { name: `${name}-files` }, data });
  new KubeService(chart, "rest", {
    metadata: { name: restService },
    spec: {
      type: "ClusterIP",
      selector: labels,
      ports: [
        { name: restPortName, port: restPort, targetPort: IntOrString.fromString(restPortName), protocol: "TCP" },
      ],
    },
  });
  new KubePodDisruptionBudget(chart, "disruption-budget", {
    metadata: { name },
    spec: { maxUnavailable: IntOrString.fromNumber(1), selector: { matchLabels: labels } },
  });
  new KubeDeployment(chart, "workers", {
    metadata: { name },
    spec: {
      replicas: spec.replicas,
      revisionHistoryLimit: 10,
      strategy: {
        type: "RollingUpdate",
        rollingUpdate: { maxSurge: IntOrString.fromNumber(0), maxUnavailable: IntOrString.fromNumber(1) },
      },
      selector: { matchLabels: labels },
      template,
    },
  });
  return template;
}
