import { type Kind, kinds, podReferences, type Reference } from "@streamform/core";

const group = "kafka.strimzi.io";
const ready = { scope: "namespace", readiness: { condition: "Ready", generation: "status" } } as const;
const label = "metadata.labels[strimzi.io/cluster]";
/** On most kinds the label names a Kafka; on a KafkaConnector it names a KafkaConnect. */
const ofKafka: Reference = { at: label, to: `${group}/Kafka` };

/** Strimzi writes every Secret as `secretName`, and values of Secrets and ConfigMaps as `valueFrom`, in its own fields and in the templates of pods alike. */
const ofPods: readonly Reference[] = [
  { at: "spec.**.secretName", to: "Secret" },
  { at: "spec.**.valueFrom.secretKeyRef.name", to: "Secret" },
  { at: "spec.**.imagePullSecrets[].name", to: "Secret" },
  { at: "spec.**.valueFrom.configMapKeyRef.name", to: "ConfigMap" },
  { at: "spec.**.volumes[].configMap.name", to: "ConfigMap" },
  { at: "spec.**.volumes[].persistentVolumeClaim.claimName", to: "PersistentVolumeClaim" },
  { at: "spec.**.pod.priorityClassName", to: "scheduling.k8s.io/PriorityClass" },
];

/**
 * The kinds of the Strimzi operator.
 *
 * Sources: Strimzi's CRDs (`v1`); KafkaRebalanceAssemblyOperator (templates are skipped); Strimzi's documentation: "Deploying and Managing", security of a
 * cluster (Secrets of the cluster's and the clients' CA), users (a Secret of the user's name), topics (name, and partitions that only grow), storage (what of
 * it can change); Argo CD's `resource_customizations/kafka.strimzi.io`.
 */
export const strimziKinds: readonly Kind[] = [
  ...kinds(group, ["Kafka"], {
    ...ready,
    argoCdKnows: true,
    holdsData: true,
    refersTo: ofPods,
    makes: [
      { kind: "Secret", name: "metadata.name", suffix: "-cluster-ca-cert" },
      { kind: "Secret", name: "metadata.name", suffix: "-clients-ca-cert" },
    ],
    precondition: { word: "Kafka cluster", text: "Is run by the Strimzi operator in the cluster." },
  }),
  ...kinds(group, ["KafkaTopic"], {
    ...ready,
    argoCdKnows: true,
    holdsData: true,
    refersTo: [ofKafka],
    immutable: ["spec.topicName"],
  }),
  ...kinds(group, ["KafkaUser"], {
    ...ready,
    argoCdKnows: true,
    holdsData: true,
    refersTo: [ofKafka, { at: "spec.authentication.password.valueFrom.secretKeyRef.name", to: "Secret" }],
    makes: [{ kind: "Secret", name: "metadata.name" }],
  }),
  ...kinds(group, ["KafkaBridge", "KafkaConnect"], {
    ...ready,
    argoCdKnows: true,
    refersTo: ofPods,
  }),
  ...kinds(group, ["KafkaMirrorMaker2"], {
    ...ready,
    refersTo: ofPods,
  }),
  ...kinds(group, ["KafkaConnector"], {
    ...ready,
    argoCdKnows: true,
    refersTo: [{ at: label, to: `${group}/KafkaConnect` }],
  }),
  ...kinds(group, ["KafkaNodePool"], {
    scope: "namespace",
    readiness: { generation: "status" },
    holdsData: true,
    refersTo: [
      ofKafka,
      { at: "spec.storage.class", to: "storage.k8s.io/StorageClass" },
      { at: "spec.storage.volumes[].class", to: "storage.k8s.io/StorageClass" },
      ...ofPods,
    ],
    immutable: [
      "metadata.labels[strimzi.io/cluster]",
      "spec.storage.type",
      "spec.storage.class",
      "spec.storage.volumes[].class",
    ],
  }),
  // Done once its plan is carried out; before, it waits for an approval.
  ...kinds(group, ["KafkaRebalance"], { ...ready, template: "strimzi.io/rebalance-template", refersTo: [ofKafka] }),
  ...kinds("core.strimzi.io", ["StrimziPodSet"], {
    scope: "namespace",
    readiness: { generation: "status" },
    refersTo: podReferences("spec.pods[].spec"),
  }),
];
