import { type Kind, kinds, type Reference, variableReferences, volumeReferences } from "@streamform/core";

const group = "platform.confluent.io";
const running = { scope: "namespace", readiness: { word: "phase", ready: "RUNNING" } } as const;
const created = { scope: "namespace", readiness: { word: "state", ready: "CREATED", failed: "ERROR" } } as const;

/** Confluent's CRDs write a Secret as plain text, `secretRef: name`, at every place where a certificate or a login belongs. */
const secrets: readonly Reference[] = [
  { at: "spec.**.secretRef", to: "Secret" },
  { at: "spec.image.pullSecretRef[]", to: "Secret" },
];
const pods: readonly Reference[] = [
  ...secrets,
  ...volumeReferences("spec.mountedVolumes.volumes"),
  ...variableReferences("spec.podTemplate").map(({ at, to }) => ({ at: at.replace(".env[]", ".envVars[]"), to })),
  { at: "spec.podTemplate.serviceAccountName", to: "ServiceAccount" },
  { at: "spec.storageClass.name", to: "storage.k8s.io/StorageClass" },
];
const kafka = `${group}/Kafka`;
const to = (kind: string, ...paths: readonly string[]): readonly Reference[] =>
  paths.map((path) => ({ at: `${path}.name`, to: `${group}/${kind}` }));
const restClass = to("KafkaRestClass", "spec.kafkaRestClassRef", "spec.authorization.kafkaRestClassRef");

/**
 * The kinds of Confluent for Kubernetes.
 *
 * Sources: its CRDs (`platform.confluent.io/v1beta1`); Confluent, "Confluent for Kubernetes API reference" (`status.phase`, `status.state`); Argo CD's
 * `resource_customizations/platform.confluent.io`.
 */
export const confluentKinds: readonly Kind[] = [
  ...kinds(group, ["Kafka"], {
    ...running,
    argoCdKnows: true,
    holdsData: true,
    refersTo: [
      ...pods,
      ...restClass,
      ...to("KRaftController", "spec.dependencies.kRaftController.clusterRef"),
      ...to("Zookeeper", "spec.dependencies.zookeeper.clusterRef"),
    ],
    immutable: ["spec.storageClass"],
    precondition: { word: "Kafka cluster", text: "Is run by Confluent for Kubernetes in the cluster." },
  }),
  ...kinds(group, ["ControlCenter", "KsqlDB", "Zookeeper"], {
    ...running,
    argoCdKnows: true,
    holdsData: true,
    refersTo: [...pods, ...restClass],
  }),
  ...kinds(group, ["KRaftController"], {
    ...running,
    holdsData: true,
    refersTo: pods,
    immutable: ["spec.clusterID", "spec.storageClass"],
  }),
  ...kinds(group, ["Connect", "SchemaRegistry"], { ...running, argoCdKnows: true, refersTo: [...pods, ...restClass] }),
  ...kinds(group, ["Gateway", "KafkaRestProxy", "USMAgent"], { ...running, refersTo: [...pods, ...restClass] }),
  ...kinds(group, ["Connector"], {
    ...created,
    argoCdKnows: true,
    refersTo: [...secrets, ...to("Connect", "spec.connectClusterRef")],
  }),
  ...kinds(group, ["KafkaTopic"], {
    ...created,
    holdsData: true,
    refersTo: [...secrets, ...to("Kafka", "spec.kafkaClusterRef"), ...restClass],
    immutable: ["spec.name", "spec.replicas"],
  }),
  ...kinds(group, ["Schema"], {
    ...created,
    holdsData: true,
    refersTo: [
      ...secrets,
      ...to("SchemaRegistry", "spec.schemaRegistryClusterRef"),
      { at: "spec.data.configRef", to: "ConfigMap" },
    ],
  }),
  ...kinds(group, ["SchemaExporter", "SchemaImporter"], {
    ...created,
    refersTo: [
      ...secrets,
      ...to(
        "SchemaRegistry",
        "spec.sourceCluster.schemaRegistryClusterRef",
        "spec.destinationCluster.schemaRegistryClusterRef",
      ),
    ],
  }),
  ...kinds(group, ["ClusterLink"], {
    ...created,
    refersTo: [
      ...secrets,
      ...to(
        "KafkaRestClass",
        "spec.sourceKafkaCluster.kafkaRestClassRef",
        "spec.destinationKafkaCluster.kafkaRestClassRef",
      ),
    ],
  }),
  ...kinds(group, ["ConfluentRolebinding"], { ...created, refersTo: restClass }),
  ...kinds(group, ["KafkaRestClass"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [
      ...secrets,
      { at: "spec.kafkaClusterRef.name", to: kafka },
      { at: "spec.secondaryKafkaClusterRef.name", to: kafka },
    ],
  }),
  ...kinds(group, ["KRaftMigrationJob"], { scope: "namespace", readiness: "exists" }),
];
