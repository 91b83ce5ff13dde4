import {
  type AnyComponent,
  customResource,
  defineComponent,
  type Kind,
  kindName,
  type Manifest,
} from "@streamform/core";
import { artifactsOf, kindsWith } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { certManagerKinds } from "../../components/cluster/certificates/kinds.js";
import { moreExternalSecretsKinds } from "../../components/cluster/external-secrets/kinds.js";
import { strimziKinds } from "../../components/kafka/strimzi-operator/kinds.js";
import { prometheusKinds } from "../../components/operations/observability/kinds.js";
import { platforms } from "../../platforms/platforms.js";
import { compileObject } from "../../testing.js";
import { repositoryTrees } from "../../trees/tree.js";
import { confluentKinds } from "./confluent.js";
import { operatorKinds } from "./operators.js";

const handedIn = [
  ...certManagerKinds,
  ...moreExternalSecretsKinds,
  ...strimziKinds,
  ...prometheusKinds,
  ...operatorKinds,
];
const registry = kindsWith(handedIn);

const component = (name: string, ...objects: readonly Manifest[]): AnyComponent =>
  defineComponent({
    name,
    title: name,
    spec: z.strictObject({}),
    kinds: handedIn,
    kubernetes: ({ chart }) => {
      for (const object of objects) customResource(chart, object);
    },
  });
const object = (apiVersion: string, kind: string, name: string, spec: object, rest: object = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...rest },
  spec,
});
const compiled = (...components: readonly AnyComponent[]) =>
  compileObject(Object.fromEntries(components.map(({ key }) => [key, {}])), ...components);
const waits = (...components: readonly AnyComponent[]) =>
  Object.fromEntries(compiled(...components).plan.units.map(({ component, dependsOn }) => [component, dependsOn]));

describe("the registry of kinds", () => {
  it("describes no kind twice", () => {
    const names = handedIn.map(kindName);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("names only kinds that it describes", () => {
    const named = ({ refersTo = [], makes = [] }: Kind) => [
      ...refersTo.flatMap(({ to }) => to),
      ...makes.map(({ kind }) => kind),
    ];
    const unknown = registry.all.flatMap((kind) => named(kind).filter((name) => !registry.named(name)));
    expect(unknown).toEqual([]);
  });

  it("has every kind that an environment of this repository has, in Git and in its platform", async () => {
    for (const { name, objects, plan } of await repositoryTrees()) {
      const unknown = objects.filter((entry) => !plan.kinds.of(entry.object)).map(({ file }) => file);
      expect(unknown, name).toEqual([]);
      const misplaced = objects.filter(
        ({ object: { metadata, ...rest } }) =>
          (plan.kinds.of({ ...rest, metadata } as Manifest)?.scope === "cluster") !==
          (metadata.namespace === undefined),
      );
      expect(
        misplaced.map(({ file }) => file),
        name,
      ).toEqual([]);
    }
  });

  it("is handed in by every platform as a whole where its clusters have the operator", () => {
    for (const { name, kinds } of platforms) expect(kinds, name).toEqual(expect.arrayContaining([...operatorKinds]));
  });
});

describe("kinds that belong to no namespace", () => {
  it.each([
    ["trust.cert-manager.io/v1alpha1", "Bundle"],
    ["karpenter.sh/v1", "NodePool"],
    ["karpenter.k8s.aws/v1", "EC2NodeClass"],
    ["external-secrets.io/v1", "ClusterExternalSecret"],
    ["external-secrets.io/v1alpha1", "ClusterPushSecret"],
    ["cert-manager.io/v1", "ClusterIssuer"],
    ["keda.sh/v1alpha1", "ClusterTriggerAuthentication"],
    ["snapshot.storage.k8s.io/v1", "VolumeSnapshotClass"],
    ["elbv2.k8s.aws/v1beta1", "IngressClassParams"],
    ["scheduling.k8s.io/v1", "PriorityClass"],
    ["storage.k8s.io/v1", "StorageClass"],
  ])("get none: %s %s", (apiVersion, kind) => {
    const { manifests } = compiled(component("app", object(apiVersion, kind, "x", {})));
    expect(manifests("app").map(({ metadata }) => metadata.namespace)).toEqual([undefined]);
  });
});

describe("Confluent's references", () => {
  const cfk = "platform.confluent.io/v1beta1";
  const certificates = component(
    "certificates",
    object("cert-manager.io/v1", "Certificate", "kafka-tls", { secretName: "kafka-tls", issuerRef: { name: "ca" } }),
  );
  const kafka = component(
    "kafka",
    object(cfk, "Kafka", "kafka", { replicas: 3, tls: { secretRef: "kafka-tls" }, dataVolumeCapacity: "20Gi" }),
  );

  it("bring Kafka after its certificate, topics and REST classes after Kafka, connectors after Connect", () => {
    const topics = component(
      "topics",
      object(cfk, "KafkaTopic", "t", { kafkaClusterRef: { name: "kafka" }, replicas: 3 }),
    );
    const connect = component(
      "connect",
      object(cfk, "Connect", "connect", { replicas: 2, tls: { secretRef: "kafka-tls" } }),
    );
    const connectors = component(
      "connectors",
      object(cfk, "Connector", "c", { connectClusterRef: { name: "connect" } }),
    );
    const rest = component("rest", object(cfk, "KafkaRestClass", "rest", { kafkaClusterRef: { name: "kafka" } }));
    expect(waits(certificates, kafka, connect, topics, connectors, rest)).toEqual({
      certificates: [],
      kafka: ["kubernetes/certificates"],
      connect: ["kubernetes/certificates"],
      topics: ["kubernetes/kafka"],
      connectors: ["kubernetes/connect"],
      rest: ["kubernetes/kafka"],
    });
  });

  it("are followed at every place where a Secret is written as text, and into other namespaces", () => {
    const listener = {
      authentication: { type: "mtls", principalMappingRules: [], jaasConfig: { secretRef: "kafka-tls" } },
    };
    const deep = component("deep", object(cfk, "Kafka", "deep", { listeners: { external: listener } }));
    const elsewhere = component(
      "elsewhere",
      object(cfk, "KafkaTopic", "t", { kafkaClusterRef: { name: "kafka", namespace: "elsewhere" } }),
    );
    expect(waits(certificates, kafka, deep, elsewhere)).toMatchObject({
      deep: ["kubernetes/certificates"],
      elsewhere: [],
    });
  });

  it("are Confluent's alone: another kind's field of that name says nothing", () => {
    const settings = component("settings", { ...object("v1", "ConfigMap", "c", {}), tls: { secretRef: "kafka-tls" } });
    expect(waits(certificates, settings)).toMatchObject({ settings: [] });
  });
});

describe("other operators' references", () => {
  it("bring pods after the ConfigMap that trust-manager makes in every namespace", () => {
    const bundle = component(
      "bundle",
      object("trust.cert-manager.io/v1alpha1", "Bundle", "ca", {
        sources: [],
        target: { configMap: { key: "ca.crt" } },
      }),
    );
    const pod = component(
      "pod",
      object("v1", "Pod", "p", { volumes: [{ name: "ca", configMap: { name: "ca" } }], containers: [] }),
    );
    expect(waits(bundle, pod)).toEqual({ bundle: [], pod: ["kubernetes/bundle"] });
  });

  it("bring Strimzi's topics after their Kafka, connectors after their Connect, Connect after its Secrets", () => {
    const strimzi = "kafka.strimzi.io/v1";
    const labelled = (name: string) => ({ labels: { "strimzi.io/cluster": name } });
    expect(
      waits(
        component("kafka", object(strimzi, "Kafka", "events", {})),
        component("users", object(strimzi, "KafkaUser", "connect", {}, labelled("events"))),
        component("topics", object(strimzi, "KafkaTopic", "orders", {}, labelled("events"))),
        component(
          "connect",
          object(strimzi, "KafkaConnect", "workers", {
            tls: { trustedCertificates: [{ secretName: "events-cluster-ca-cert", pattern: "*.crt" }] },
            authentication: { type: "tls", certificateAndKey: { secretName: "connect", certificate: "a", key: "b" } },
          }),
        ),
        component("connectors", object(strimzi, "KafkaConnector", "sink", {}, labelled("workers"))),
      ),
    ).toEqual({
      kafka: [],
      users: ["kubernetes/kafka"],
      topics: ["kubernetes/kafka"],
      connect: ["kubernetes/kafka", "kubernetes/users"],
      connectors: ["kubernetes/connect"],
    });
  });

  it("bring Karpenter's node pools after their class, and KEDA's objects after what they scale and their login", () => {
    expect(
      waits(
        component("classes", object("karpenter.k8s.aws/v1", "EC2NodeClass", "arm", {})),
        component(
          "pools",
          object("karpenter.sh/v1", "NodePool", "arm", {
            template: { spec: { nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name: "arm" } } },
          }),
        ),
        component("login", object("keda.sh/v1alpha1", "TriggerAuthentication", "kafka", {})),
        component("app", object("apps/v1", "Deployment", "app", { template: { spec: { containers: [] } } })),
        component(
          "scaling",
          object("keda.sh/v1alpha1", "ScaledObject", "app", {
            scaleTargetRef: { name: "app" },
            triggers: [{ type: "kafka", metadata: {}, authenticationRef: { name: "kafka" } }],
          }),
        ),
      ),
    ).toMatchObject({ pools: ["kubernetes/classes"], scaling: ["kubernetes/app", "kubernetes/login"] });
  });
});

describe("readiness of operators' kinds", () => {
  const artifact = (engine: string, file: string, ...objects: readonly Manifest[]) => {
    const app = component("app", ...objects);
    const delivery = { engine, repository: "https://github.com/acme/streaming" };
    return artifactsOf(compileObject({ app: {}, delivery }, app).plan).find(({ path }) => path === file)?.content ?? "";
  };
  const flux = (...objects: readonly Manifest[]) =>
    artifact("flux", "delivery/kustomization-test-kubernetes-app.yaml", ...objects);
  const argo = (...objects: readonly Manifest[]) => artifact("argocd", "delivery/configmap-argocd-cm.yaml", ...objects);
  const rebalance = object("kafka.strimzi.io/v1", "KafkaRebalance", "r", {});

  it("is a phase or a state of Confluent's, and tells its Kafka from Strimzi's", () => {
    expect(flux(object("platform.confluent.io/v1beta1", "Kafka", "k", {}))).toContain("status.phase == 'RUNNING'");
    expect(flux(object("platform.confluent.io/v1beta1", "Connector", "k", {}))).toContain("status.state == 'ERROR'");
    expect(flux(object("kafka.strimzi.io/v1", "Kafka", "k", {}))).toContain("e.type == 'Ready'");
  });

  it("asks for no status of a template of rebalances, which Strimzi passes over", () => {
    expect(flux(rebalance)).toMatch(/metadata\.annotations\['strimzi\.io\/rebalance-template'\] == 'true'/);
    const lua = argo(rebalance);
    expect(lua.indexOf('annotations["strimzi.io/rebalance-template"]')).toBeGreaterThan(0);
    expect(lua.indexOf('annotations["strimzi.io/rebalance-template"]')).toBeLessThan(lua.indexOf("obj.status == nil"));
  });

  it("is told to Argo CD of the kinds alone that it does not know", () => {
    expect(argo(object("kafka.strimzi.io/v1", "KafkaTopic", "t", {}))).not.toContain("kafka.strimzi.io_KafkaTopic");
    expect(argo(object("kafka.strimzi.io/v1", "KafkaNodePool", "p", {}))).toContain("kafka.strimzi.io_KafkaNodePool");
  });
});

it("Confluent's brokers, controllers and topics hold data, its gateways do not", () => {
  const holding = confluentKinds.filter(({ holdsData }) => holdsData).map(({ kind }) => kind);
  expect(holding).toEqual(expect.arrayContaining(["Kafka", "KRaftController", "Zookeeper", "KafkaTopic", "Schema"]));
  expect(holding).not.toContain("KafkaRestProxy");
});
