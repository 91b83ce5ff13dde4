import type { Manifest } from "../compile/kubernetes/manifest.js";

/** How a custom resource says that it is ready. */
export type Readiness =
  | {
      /** A condition of the status that becomes `True`. */
      readonly condition: string;
      /** Where the generation stands that the condition speaks of; undefined: the operator does not say. */
      readonly generation?: "status" | "condition" | "synced-resource-version" | undefined;
      /** Whether the condition being `False` means that it will not become ready by itself; with the reasons that do not. */
      readonly fails?: { readonly except: readonly string[] } | undefined;
    }
  | {
      /** A field of the status that holds a word. */
      readonly word: "phase" | "state";
      readonly ready: string;
      readonly failed?: string | undefined;
    }
  /** Only the observed generation tells that the operator has seen the object. */
  | { readonly generation: "status" };

/** What a GitOps engine has to know about a kind of custom resource. */
export interface CustomResource {
  readonly group: string;
  readonly kind: string;
  readonly readiness: Readiness;
  /** Annotation, being `true`, of objects that others only read: their operator passes them over, and they never get a status. */
  readonly template?: string;
  /** Whether Argo CD (3.x, `resource_customizations/`) judges its health without being told. */
  readonly argoCdKnows?: true;
  /** Whether deleting the object deletes data, or a principal that clients depend on. */
  readonly holdsData?: true;
}

const ready = (generation?: "status" | "condition"): Readiness => ({
  condition: "Ready",
  generation,
});
const rows = (
  group: string,
  kinds: readonly string[],
  rest: Omit<CustomResource, "group" | "kind">,
): readonly CustomResource[] => kinds.map((kind) => ({ group, kind, ...rest }));

/**
 * Sources: the operators' CRDs (fields of their status), Strimzi's KafkaRebalanceAssemblyOperator (templates are skipped), tofu-controller's `api/v1alpha2` (conditions and reasons), External Secrets'
 * `apis/externalsecrets/v1` (`syncedResourceVersion` begins with the generation), Argo CD's `resource_customizations/`.
 */
export const customResources: readonly CustomResource[] = [
  // A failed plan or apply is an error at once; waiting for another stack or for approval is not.
  ...rows("infra.contrib.fluxcd.io", ["Terraform"], {
    readiness: {
      condition: "Ready",
      generation: "status",
      fails: { except: ["DependencyNotReady"] },
    },
    holdsData: true,
  }),
  // A store or a secret that is not ready is tried again by External Secrets, as when both are made at the same time.
  ...rows("external-secrets.io", ["ExternalSecret"], {
    readiness: { condition: "Ready", generation: "synced-resource-version" },
    argoCdKnows: true,
  }),
  ...rows("external-secrets.io", ["ClusterExternalSecret", "ClusterSecretStore", "PushSecret", "SecretStore"], {
    readiness: ready(),
    argoCdKnows: true,
  }),
  ...rows("cert-manager.io", ["Certificate", "ClusterIssuer", "Issuer"], {
    readiness: ready("condition"),
    argoCdKnows: true,
  }),
  ...rows("trust.cert-manager.io", ["Bundle"], {
    readiness: { condition: "Synced", generation: "condition" },
  }),
  ...rows("keda.sh", ["ScaledObject"], {
    readiness: ready(),
    argoCdKnows: true,
  }),
  ...rows("karpenter.sh", ["NodePool"], {
    readiness: ready(),
    argoCdKnows: true,
  }),
  ...rows("karpenter.k8s.aws", ["EC2NodeClass"], {
    readiness: ready(),
    argoCdKnows: true,
  }),
  ...rows("kafka.strimzi.io", ["Kafka", "KafkaTopic", "KafkaUser"], {
    readiness: ready("status"),
    argoCdKnows: true,
    holdsData: true,
  }),
  ...rows("kafka.strimzi.io", ["KafkaBridge", "KafkaConnect", "KafkaConnector"], {
    readiness: ready("status"),
    argoCdKnows: true,
  }),
  ...rows("kafka.strimzi.io", ["KafkaMirrorMaker2"], {
    readiness: ready("status"),
  }),
  ...rows("kafka.strimzi.io", ["KafkaNodePool"], {
    readiness: { generation: "status" },
    holdsData: true,
  }),
  // Done once its plan is carried out; before, it waits for an approval.
  ...rows("kafka.strimzi.io", ["KafkaRebalance"], {
    readiness: ready("status"),
    template: "strimzi.io/rebalance-template",
  }),
  ...rows("platform.confluent.io", ["Kafka", "KsqlDB", "ControlCenter", "Zookeeper"], {
    readiness: { word: "phase", ready: "RUNNING" },
    argoCdKnows: true,
    holdsData: true,
  }),
  ...rows("platform.confluent.io", ["Connect", "SchemaRegistry"], {
    readiness: { word: "phase", ready: "RUNNING" },
    argoCdKnows: true,
  }),
  ...rows("platform.confluent.io", ["KRaftController"], {
    readiness: { word: "phase", ready: "RUNNING" },
    holdsData: true,
  }),
  ...rows("platform.confluent.io", ["KafkaRestProxy"], {
    readiness: { word: "phase", ready: "RUNNING" },
  }),
  ...rows("platform.confluent.io", ["Connector"], {
    readiness: { word: "state", ready: "CREATED", failed: "ERROR" },
    argoCdKnows: true,
  }),
  ...rows("platform.confluent.io", ["ClusterLink", "ConfluentRolebinding"], {
    readiness: { word: "state", ready: "CREATED", failed: "ERROR" },
  }),
  ...rows("platform.confluent.io", ["KafkaTopic", "Schema"], {
    readiness: { word: "state", ready: "CREATED", failed: "ERROR" },
    holdsData: true,
  }),
];

/** The API group of an object; empty for the core group. */
export function groupOf({ apiVersion }: Pick<Manifest, "apiVersion">): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** The rows of the table that the objects need, in its order, each with the API version that the objects have. */
export function customResourcesOf(
  manifests: readonly Manifest[],
): readonly (CustomResource & { readonly apiVersion: string })[] {
  return customResources.flatMap((resource) => {
    const found = manifests.find((manifest) => manifest.kind === resource.kind && groupOf(manifest) === resource.group);
    return found ? [{ ...resource, apiVersion: found.apiVersion }] : [];
  });
}
