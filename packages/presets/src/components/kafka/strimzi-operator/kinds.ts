import { type Kind, kinds, type OperatorPods, podReferences, type Reference } from "@streamform/core";

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

/** Labels of the one pod of a cluster that has this at the end of its name. */
const named =
  (suffix: string): NonNullable<OperatorPods["labels"]> =>
  ({ metadata: { name } }) => ({ "strimzi.io/cluster": name, "strimzi.io/name": `${name}${suffix}` });

/** Pods of a Kafka client. */
const clientPods = (container: string): readonly OperatorPods[] => [
  {
    at: "spec",
    containers: [container],
    serviceAccount: true,
    labels: ({ kind, metadata: { name } }) => ({ "strimzi.io/cluster": name, "strimzi.io/kind": kind }),
  },
];
const clientImages = [
  "spec.image",
  "spec.plugins[].artifacts[].reference",
  "spec.template.pod.volumes[].image.reference",
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
    protections: ["spec.kafka.listeners[].tls", "spec.kafka.listeners[].authentication", "spec.kafka.authorization"],
    argoCdKnows: true,
    holdsData: true,
    refersTo: ofPods,
    operatorPods: [
      // The pools describe the brokers' and controllers' pods; their service account is one.
      { at: "spec.kafka", containers: [], serviceAccount: true },
      {
        at: "spec.entityOperator",
        containers: ["topicOperatorContainer", "userOperatorContainer"],
        serviceAccount: true,
        labels: named("-entity-operator"),
      },
      {
        at: "spec.cruiseControl",
        containers: ["cruiseControlContainer"],
        serviceAccount: true,
        labels: named("-cruise-control"),
      },
    ],
    images: ["spec.kafka.image", "spec.kafka.template.pod.volumes[].image.reference"],
    makes: [
      { kind: "Secret", name: "metadata.name", suffix: "-cluster-ca-cert" },
      { kind: "Secret", name: "metadata.name", suffix: "-clients-ca-cert" },
    ],
    precondition: { word: "Kafka cluster", text: "Managed by the Strimzi operator in the cluster." },
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
  ...kinds(group, ["KafkaBridge"], {
    ...ready,
    argoCdKnows: true,
    refersTo: ofPods,
    operatorPods: clientPods("bridgeContainer"),
    images: clientImages,
  }),
  ...kinds(group, ["KafkaConnect"], {
    ...ready,
    argoCdKnows: true,
    refersTo: ofPods,
    operatorPods: clientPods("connectContainer"),
    images: clientImages,
  }),
  ...kinds(group, ["KafkaMirrorMaker2"], {
    ...ready,
    refersTo: ofPods,
    operatorPods: clientPods("connectContainer"),
    images: clientImages,
  }),
  ...kinds(group, ["KafkaConnector"], {
    ...ready,
    argoCdKnows: true,
    refersTo: [{ at: label, to: `${group}/KafkaConnect` }],
  }),
  ...kinds(group, ["KafkaNodePool"], {
    protections: ["spec.storage.deleteClaim", "spec.storage.volumes[].deleteClaim"],
    scope: "namespace",
    readiness: { generation: "status" },
    holdsData: true,
    refersTo: [
      ofKafka,
      { at: "spec.storage.class", to: "storage.k8s.io/StorageClass" },
      { at: "spec.storage.volumes[].class", to: "storage.k8s.io/StorageClass" },
      ...ofPods,
    ],
    operatorPods: [
      {
        at: "spec",
        containers: ["kafkaContainer"],
        labels: ({ metadata: { name, labels } }) => ({
          "strimzi.io/cluster": labels?.["strimzi.io/cluster"] ?? "",
          "strimzi.io/pool-name": name,
        }),
      },
    ],
    images: ["spec.template.pod.volumes[].image.reference"],
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
