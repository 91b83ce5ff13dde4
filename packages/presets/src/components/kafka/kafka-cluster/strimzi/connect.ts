import { customResource, type EnvironmentInfo, type Step, workloadKubectl } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { ConnectDescribed, ConnectKubernetes, RunConnect } from "../../../../kafka/behaviour/connect.js";
import { exporterFile, exporterText } from "../../../../kafka/metrics/rules.js";
import { wholeContainerSecurity } from "../../../../kubernetes/pod-security.js";
import { volumesOf } from "../../../../process/kubernetes/volumes.js";
import { cpuQuantity, sizeQuantity } from "../../../../kubernetes/quantity.js";
import type { Peer, Workload } from "../../../../kubernetes/workload.js";
import { clientLogin, serversOf, type UserLogin } from "../../../../kafka/login.js";
import { configOf, mountedSecrets } from "../../../clients/kafka-connect/connectors.js";
import { look } from "../../../clients/kafka-connect/look.js";
import { metricsEndpoint, name, restPort } from "../../../clients/kafka-connect/names.js";
import { workerSettings } from "../../../clients/kafka-connect/worker.js";
import { podSecurityWithSecrets } from "./security.js";

/**
 * Workers and connectors as Strimzi's operator runs them. Source: strimzi/strimzi-kafka-operator 1.2.0, the schemas of KafkaConnect and
 * KafkaConnector; KafkaConnectConfigurationBuilder.
 */
function strimziConnect({ chart, spec, uses: { kafka } }: ConnectKubernetes, login: UserLogin): void {
  const { credentials, listener } = login;
  if (credentials.authentication === "iam") return; // the brokers have no such listener: SF2926 says so
  const { trust } = listener;
  const image = spec.image ?? kafka.programs.ownImage;
  const memory = sizeQuantity(spec.memory);
  const metrics = `${name}-metrics`;
  // The workers' own login is the operator's affair; files are for the clients of connectors.
  const ownClients = Object.values(spec.connectors).some(({ clients }) => clients.length > 0);
  const secrets = [
    ...(ownClients ? clientLogin(login.listener, login.credentials).folders : []),
    ...mountedSecrets(spec.connectors),
  ];
  new KubeConfigMap(chart, "metrics", {
    metadata: { name: metrics },
    data: { [exporterFile]: exporterText("connect") },
  });
  customResource(chart, {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaConnect",
    metadata: { name, annotations: { "strimzi.io/use-connector-resources": "true" } },
    spec: {
      version: kafka.programs.kafka,
      ...(image && { image }),
      replicas: spec.replicas,
      bootstrapServers: serversOf(login.listener),
      groupId: spec.groupId,
      configStorageTopic: spec.storage.configs,
      offsetStorageTopic: spec.storage.offsets,
      statusStorageTopic: spec.storage.status,
      tls: { trustedCertificates: trust ? [{ secretName: trust.secret, certificate: trust.key }] : [] },
      authentication:
        credentials.authentication === "tls"
          ? {
              type: "tls",
              certificateAndKey: {
                secretName: credentials.certificate.secret,
                certificate: credentials.certificate.certificate,
                key: credentials.certificate.privateKey,
              },
            }
          : {
              type: "scram-sha-512",
              username: login.username,
              passwordSecret: { secretName: credentials.secret, password: credentials.password },
            },
      config: workerSettings(spec),
      jvmOptions: { "-Xms": `${spec.heap}m`, "-Xmx": `${spec.heap}m` },
      resources: { requests: { cpu: cpuQuantity(spec.cpu), memory }, limits: { memory } },
      metricsConfig: {
        type: "jmxPrometheusExporter",
        valueFrom: { configMapKeyRef: { name: metrics, key: exporterFile } },
      },
      ...(Object.keys(spec.plugins).length > 0
        ? {
            plugins: Object.entries(spec.plugins).map(([plugin, reference]) => ({
              name: plugin,
              artifacts: [{ type: "image", reference }],
            })),
          }
        : {}),
      template: {
        pod: {
          securityContext: podSecurityWithSecrets,
          ...(secrets.length > 0
            ? {
                volumes: [...volumesOf(secrets, "")],
              }
            : {}),
        },
        connectContainer: {
          securityContext: wholeContainerSecurity,
          ...(secrets.length > 0
            ? { volumeMounts: secrets.map(({ name: folder, path }) => ({ name: folder, mountPath: path })) }
            : {}),
        },
      },
    },
  });
  for (const [connector, settings] of Object.entries(spec.connectors)) {
    customResource(chart, {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaConnector",
      metadata: { name: connector, labels: { "strimzi.io/cluster": name } },
      spec: {
        class: settings.class,
        tasksMax: settings.tasksMax,
        state: settings.state,
        autoRestart: { enabled: true },
        config: configOf(connector, settings, login),
      },
    });
  }
}

function workerLabels(_: Pick<EnvironmentInfo, "name">) {
  return { "strimzi.io/cluster": name, "strimzi.io/kind": "KafkaConnect" };
}

/** The workers. They hand requests on to each other; besides, only the operator has any to make. */
function workloads({ spec: { replicas, cpu, memory }, environment, uses: { kafka } }: ConnectDescribed): Workload[] {
  const workers = workerLabels(environment);
  const operator: Peer[] = kafka.operator
    ? [{ labels: kafka.operator.labels, namespace: kafka.operator.namespace }]
    : [];
  return [
    {
      name: "connect workers",
      labels: workers,
      replicas,
      requests: { cpu, memory },
      limits: { memory },
      storage: 0,
      flows: [
        {
          port: restPort,
          what: "connectors, from Strimzi's operator and between workers",
          from: [{ labels: workers }, ...operator],
        },
      ],
      metrics: metricsEndpoint,
    },
  ];
}

function kubectlOf({ environment }: ConnectDescribed): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
}

function restart(part: ConnectDescribed): Step {
  return {
    when: "operation",
    title: "Start a connector again",
    text: "The operator restarts what has failed, at growing intervals. A connector reads its secrets as it starts: after one has changed in Secrets Manager, and has come to the Secret `connect-connectors`, start it again with its tasks.",
    commands: [`${kubectlOf(part)} annotate kafkaconnectors NAME strimzi.io/restart=includeTasks`],
  };
}

/** Connect by Strimzi's operator. */
export const connectByStrimzi: RunConnect = {
  mountsPlugins: true,
  workerLabels,
  kubernetes: strimziConnect,
  workloads,
  steps: (part) => {
    const kubectl = kubectlOf(part);
    return [look(kubectl, `${name}-connect-0`, [`${kubectl} get kafkaconnectors`]), restart(part)];
  },
  diagram: () => ({
    nodes: [{ id: "kafka-connect", label: "Kafka Connect", group: "Kubernetes" }],
    edges: [{ from: "kafka-connect", to: "kafka" }],
  }),
};
