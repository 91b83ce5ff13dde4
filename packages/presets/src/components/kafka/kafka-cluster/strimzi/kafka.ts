import { customResource } from "@streamform/core";
import { renderConfig } from "../../../../kafka/configuration/render.js";
import type { Value } from "../../../../kafka/configuration/value.js";
import { kafkaLine } from "../../../../versions/kafka-line.js";
import { kafkaMetadataVersions } from "../../../../versions/strimzi.js";
import type { KubernetesCluster } from "../part.js";
import { cruiseControl, hasCruiseControl } from "./cruise-control.js";
import { entityOperator } from "./entity-operator.js";
import { listeners } from "./listeners.js";
import { metricsConfig } from "./metrics.js";
import { clusterLabel } from "./names.js";
import { rackOf } from "./scheduling.js";
import { tieredStorage } from "./tiered-storage.js";

/** The Kafka resource. Brokers and controllers are in the node pools. */
export function kafka(part: KubernetesCluster): void {
  const { chart, spec, exports } = part;
  const tiered = tieredStorage(part);
  customResource(chart, {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "Kafka",
    metadata: { name: exports.cluster },
    spec: {
      kafka: {
        version: spec.kafkaVersion,
        ...(spec.image && { image: spec.image }),
        metadataVersion: metadataVersionOf(spec),
        listeners: listeners(part),
        authorization: { type: "simple", superUsers: [`CN=${exports.admin}`] },
        config: { ...configOf(exports.configuration), ...tiered.config },
        ...tiered.kafka,
        ...rackOf(spec.zones),
        metricsConfig: metricsConfig(exports, "kafka"),
        template: {
          podDisruptionBudget: { maxUnavailable: spec.strimzi.drainCleaner ? 0 : 1 },
          ...tiered.template,
          ...accountOf(spec),
        },
      },
      // Without an owner, the CAs survive a deletion of the Kafka, so clients trust a cluster that is created again.
      clusterCa: { generateSecretOwnerReference: false },
      clientsCa: { generateSecretOwnerReference: false },
      entityOperator: entityOperator(),
      ...(hasCruiseControl(spec) && { cruiseControl: cruiseControl(part) }),
    },
  });
}

/** Brokers and controllers have one service account. */
function accountOf({ brokers, controllers }: KubernetesCluster["spec"]) {
  const annotations = { ...controllers.serviceAccountAnnotations, ...brokers.serviceAccountAnnotations };
  return Object.keys(annotations).length > 0 && { serviceAccount: { metadata: { annotations } } };
}

/** A super user for Jobs, restores and people: authorization is not asked about it. */
export function admin({ chart, exports }: KubernetesCluster): void {
  customResource(chart, {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaUser",
    metadata: { name: exports.admin, labels: clusterLabel(exports) },
    spec: { authentication: { type: "tls" } },
  });
}

/** Undefined for a Kafka version that the operator does not run; a check reports it. */
export function metadataVersionOf({ kafkaVersion, strimzi }: KubernetesCluster["spec"]): string | undefined {
  return strimzi.metadataVersion ?? kafkaMetadataVersions[kafkaLine(kafkaVersion).join(".")];
}

/** Numbers and truth values as they are, lists as Kafka reads them. */
function configOf(entries: Readonly<Record<string, Value | undefined>>): Record<string, unknown> {
  const texts = renderConfig(entries);
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      const value = entries[key];
      return [key, typeof value === "number" || typeof value === "boolean" ? value : text];
    }),
  );
}
