import { type Kind, kinds, type Reference, volumeReferences } from "@streamform/core";

const group = "platform.confluent.io";
const running = { scope: "namespace", readiness: { word: "phase", ready: "RUNNING" } } as const;
const created = { scope: "namespace", readiness: { word: "state", ready: "CREATED", failed: "ERROR" } } as const;

/** Confluent's CRDs write a Secret as plain text, `secretRef: name`, at every place where a certificate or a login belongs. */
const secrets: readonly Reference[] = [{ at: "spec.**.secretRef", to: "Secret" }];
const pods: readonly Reference[] = [
  ...secrets,
  ...volumeReferences("spec.mountedVolumes.volumes"),
  { at: "spec.image.pullSecretRef[]", to: "Secret" },
  { at: "spec.podTemplate.envVars[].valueFrom.secretKeyRef.name", to: "Secret" },
  { at: "spec.podTemplate.envVars[].valueFrom.configMapKeyRef.name", to: "ConfigMap" },
  { at: "spec.podTemplate.serviceAccountName", to: "ServiceAccount" },
];
const volume: Reference = { at: "spec.storageClass.name", to: "storage.k8s.io/StorageClass" };
const refersTo = (kind: string, ...paths: readonly string[]): readonly Reference[] =>
  paths.map((path) => ({ at: `${path}.name`, to: `${group}/${kind}` }));
const authorization = refersTo("KafkaRestClass", "spec.authorization.kafkaRestClassRef");

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
    refersTo: [...pods, volume, ...refersTo("KRaftController", "spec.dependencies.kRaftController.clusterRef")],
    immutable: ["spec.storageClass"],
    precondition: { word: "Kafka cluster", text: "Is run by Confluent for Kubernetes in the cluster." },
  }),
  ...kinds(group, ["ControlCenter", "KsqlDB"], {
    ...running,
    argoCdKnows: true,
    holdsData: true,
    refersTo: [...pods, volume, ...authorization],
    immutable: ["spec.storageClass"],
  }),
  ...kinds(group, ["Zookeeper"], {
    ...running,
    argoCdKnows: true,
    holdsData: true,
    refersTo: [...pods, volume],
    immutable: ["spec.storageClass"],
  }),
  ...kinds(group, ["KRaftController"], {
    ...running,
    holdsData: true,
    refersTo: [...pods, volume],
    immutable: ["spec.clusterID", "spec.storageClass"],
  }),
  ...kinds(group, ["Connect", "SchemaRegistry"], {
    ...running,
    argoCdKnows: true,
    refersTo: [...pods, ...authorization],
  }),
  ...kinds(group, ["KafkaRestProxy"], { ...running, refersTo: [...pods, ...authorization] }),
  ...kinds(group, ["USMAgent"], { ...running, refersTo: pods }),
  ...kinds(group, ["Gateway"], {
    ...running,
    refersTo: [
      ...pods,
      { at: "spec.secretStores[].provider.certificateRef", to: "Secret" },
      { at: "spec.secretStores[].provider.clientCredentialsRef", to: "Secret" },
      { at: "spec.secretStores[].provider.configSecretRef", to: "Secret" },
    ],
  }),
  ...kinds(group, ["Connector"], {
    ...created,
    argoCdKnows: true,
    refersTo: [...secrets, ...refersTo("Connect", "spec.connectClusterRef")],
  }),
  ...kinds(group, ["KafkaTopic"], {
    ...created,
    holdsData: true,
    refersTo: [
      ...secrets,
      ...refersTo("Kafka", "spec.kafkaClusterRef"),
      ...refersTo("KafkaRestClass", "spec.kafkaRestClassRef"),
    ],
    immutable: ["spec.name"],
  }),
  ...kinds(group, ["Schema"], {
    ...created,
    holdsData: true,
    refersTo: [
      ...secrets,
      ...refersTo("SchemaRegistry", "spec.schemaRegistryClusterRef"),
      { at: "spec.data.configRef", to: "ConfigMap" },
    ],
  }),
  ...kinds(group, ["SchemaExporter", "SchemaImporter"], {
    ...created,
    refersTo: [
      ...secrets,
      ...refersTo(
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
      ...refersTo(
        "KafkaRestClass",
        "spec.sourceKafkaCluster.kafkaRestClassRef",
        "spec.destinationKafkaCluster.kafkaRestClassRef",
      ),
    ],
  }),
  ...kinds(group, ["ConfluentRolebinding"], {
    ...created,
    refersTo: refersTo("KafkaRestClass", "spec.kafkaRestClassRef"),
  }),
  ...kinds(group, ["KafkaRestClass"], {
    scope: "namespace",
    readiness: "exists",
    refersTo: [...secrets, ...refersTo("Kafka", "spec.kafkaClusterRef", "spec.secondaryKafkaClusterRef")],
  }),
  ...kinds(group, ["KRaftMigrationJob"], { scope: "namespace", readiness: "exists" }),
];
