import { customResource } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { MirrorDescribed, MirrorKubernetes, RunMirror } from "../../../../kafka/behaviour/mirror.js";
import { type Credentials, serversOf } from "../../../../kafka/login.js";
import { exporterFile, exporterText } from "../../../../kafka/metrics/rules.js";
import { wholeContainerSecurity } from "../../../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../../../kubernetes/quantity.js";
import type { Flow } from "../../../../kubernetes/workload.js";
import { connectorConfigs, patternsOf, workerConfig } from "../../../clients/mirror/connectors.js";
import type { End, MirrorFlow } from "../../../clients/mirror/flow.js";
import { podSecurityWithSecrets } from "./security.js";

/** A mirror as Strimzi's operator runs it. Source: strimzi/strimzi-kafka-operator 1.2.0, the schema of KafkaMirrorMaker2. */
function strimziMirror({ chart, uses }: MirrorKubernetes, flow: MirrorFlow): void {
  const { kafka, ownImage: image } = uses.kafka.programs;
  const { name, settings, source, target, group, internalTopics } = flow;
  const { source: sourceConfig, checkpoint } = connectorConfigs(flow);
  const patterns = patternsOf(flow);
  const metrics = `${name}-metrics`;
  const connector = (config: object) => ({ tasksMax: settings.tasks, autoRestart: { enabled: true }, config });
  const memory = sizeQuantity(settings.memory);
  new KubeConfigMap(chart, `${name}-metrics`, {
    metadata: { name: metrics },
    data: { [exporterFile]: exporterText("mirror-maker") },
  });
  customResource(chart, {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaMirrorMaker2",
    metadata: { name },
    spec: {
      version: kafka,
      ...(image && { image }),
      replicas: 1,
      target: {
        ...endOf(target),
        groupId: group,
        configStorageTopic: internalTopics.config,
        offsetStorageTopic: internalTopics.offset,
        statusStorageTopic: internalTopics.status,
        config: workerConfig,
      },
      mirrors: [
        {
          source: endOf(source),
          sourceConnector: connector(sourceConfig),
          checkpointConnector: connector(checkpoint),
          topicsPattern: patterns.topics,
          topicsExcludePattern: patterns.topicsExclude,
          groupsPattern: patterns.groups,
          groupsExcludePattern: patterns.groupsExclude,
        },
      ],
      jvmOptions: { "-Xms": `${settings.heap}m`, "-Xmx": `${settings.heap}m` },
      resources: { requests: { cpu: cpuQuantity(settings.cpu), memory }, limits: { memory } },
      metricsConfig: {
        type: "jmxPrometheusExporter",
        valueFrom: { configMapKeyRef: { name: metrics, key: exporterFile } },
      },
      template: {
        pod: { securityContext: podSecurityWithSecrets },
        connectContainer: { securityContext: wholeContainerSecurity },
      },
    },
  });
}

function endOf({ alias, listener, credentials }: End) {
  const { protocol, trust } = listener;
  return {
    alias,
    bootstrapServers: serversOf(listener),
    ...(protocol.endsWith("SSL")
      ? { tls: { trustedCertificates: trust ? [{ secretName: trust.secret, certificate: trust.key }] : [] } }
      : {}),
    ...authenticationOf(credentials),
  };
}

function authenticationOf(credentials: Credentials) {
  switch (credentials.authentication) {
    case "none":
    case "iam":
      return {};
    case "tls": {
      const { secret, certificate, privateKey } = credentials.certificate;
      return {
        authentication: { type: "tls", certificateAndKey: { secretName: secret, certificate, key: privateKey } },
      };
    }
    default: {
      const { authentication, username, secret, password } = credentials;
      return {
        authentication: { type: authentication, username, passwordSecret: { secretName: secret, password } },
      };
    }
  }
}

/** Labels that the operator gives the pods. */
function strimziLabels(name: string) {
  return { "strimzi.io/cluster": name, "strimzi.io/kind": "KafkaMirrorMaker2" };
}

/** The operator talks to the connectors' REST API. Source: Strimzi's KafkaConnectCluster, its NetworkPolicy. */
function operatorsWay({ uses: { kafka } }: MirrorDescribed): Flow[] {
  if (!kafka.operator) return [];
  const { labels, namespace } = kafka.operator;
  return [{ port: 8083, what: "connectors, from Strimzi's operator", from: [{ labels, namespace }] }];
}

/** MirrorMaker 2 by Strimzi's operator. */
export const mirrorByStrimzi: RunMirror = {
  kubernetes: strimziMirror,
  pod: (part, name) => ({ labels: strimziLabels(name), flows: operatorsWay(part) }),
  logs: (name) => `logs --selector strimzi.io/cluster=${name} --tail=50`,
};
