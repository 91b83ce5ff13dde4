import { customResource, type KubernetesPart } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { exporterRules } from "../../../kafka/metrics/rules.js";
import { podSecurity } from "../../../kafka/pod-security.js";
import { wholeContainerSecurity } from "../../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../../kubernetes/quantity.js";
import { folders, type Login, loginSecrets } from "../users/login.js";
import { configOf, mountedSecrets } from "./connectors.js";
import { metricsFile, name } from "./names.js";
import type { kafkaConnectSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { workerSettings } from "./worker.js";

/**
 * Workers and connectors as Strimzi's operator runs them. Source: strimzi/strimzi-kafka-operator 1.2.0, the schemas of KafkaConnect and
 * KafkaConnector; KafkaConnectConfigurationBuilder.
 */
export function strimziConnect(
  { chart, spec, uses: { kafkaCluster } }: KubernetesPart<typeof kafkaConnectSpec, typeof uses>,
  login: Login,
): void {
  const { credentials, trust } = login;
  const image = spec.image ?? kafkaCluster.ownImage;
  const memory = sizeQuantity(spec.memory);
  const metrics = `${name}-metrics`;
  // The workers' own login is the operator's affair; files are for the clients of connectors.
  const ownClients = Object.values(spec.connectors).some(({ clients }) => clients.length > 0);
  const secrets = [...(ownClients ? loginSecrets(login) : []), ...mountedSecrets(spec.connectors)];
  new KubeConfigMap(chart, "metrics", {
    metadata: { name: metrics },
    data: { [metricsFile]: `${JSON.stringify(exporterRules("connect"), null, 2)}\n` },
  });
  customResource(chart, {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaConnect",
    metadata: { name, annotations: { "strimzi.io/use-connector-resources": "true" } },
    spec: {
      version: kafkaCluster.image.kafka,
      ...(image && { image }),
      replicas: spec.replicas,
      bootstrapServers: login.bootstrapServers,
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
        valueFrom: { configMapKeyRef: { name: metrics, key: metricsFile } },
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
          securityContext: podSecurity,
          ...(secrets.length > 0
            ? {
                volumes: secrets.map(({ folder, secret, keys }) => ({
                  name: folder,
                  secret: { secretName: secret, defaultMode: 0o440, items: keys.map((key) => ({ key, path: key })) },
                })),
              }
            : {}),
        },
        connectContainer: {
          securityContext: wholeContainerSecurity,
          ...(secrets.length > 0
            ? { volumeMounts: secrets.map(({ folder }) => ({ name: folder, mountPath: folders[folder] })) }
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
