import { describe, expect, it } from "vitest";
import type { HelmRelease } from "../component/helm-release.js";
import type { Manifest } from "../kinds/manifest.js";
import { testRegistry } from "../kinds/testing.js";
import { findReferences } from "./references.js";

const chart = (id: string, manifests: readonly Manifest[], helmReleases: readonly HelmRelease[] = []) => ({
  id,
  manifests,
  helmReleases,
});
const object = (apiVersion: string, kind: string, name: string, namespace?: string, spec?: unknown): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
  spec,
});
const release = (
  name: string,
  namespace: string,
  provides: readonly string[],
  createNamespace?: boolean,
): HelmRelease => ({
  name,
  namespace,
  chart: name,
  repository: "https://charts.example.com",
  version: "1.0.0",
  values: {},
  provides,
  createNamespace,
});
const externalSecret = (key: string, store = "parameters") =>
  object("external-secrets.io/v1", "ExternalSecret", "values", "streaming", {
    data: [{ remoteRef: { key }, sourceRef: { storeRef: { name: store, kind: "ClusterSecretStore" } } }],
  });

const dependenciesOf = (
  charts: Parameters<typeof findReferences>[0],
  published: readonly (readonly [string, string])[] = [],
) => {
  const { dependsOn, preconditions } = findReferences(charts, new Map(published), testRegistry);
  return {
    dependsOn: Object.fromEntries([...dependsOn].map(([id, on]) => [id, [...on].sort()])),
    preconditions: preconditions.map(({ title }) => title),
  };
};

describe("findReferences", () => {
  it("lets a chart wait for the namespace it lives in, and not for itself", () => {
    const { dependsOn, preconditions } = dependenciesOf([
      chart("kubernetes/app", [object("v1", "ConfigMap", "a", "streaming")]),
      chart("kubernetes/space", [
        object("v1", "Namespace", "streaming"),
        object("v1", "ServiceAccount", "a", "streaming"),
      ]),
    ]);
    expect(dependsOn).toEqual({ "kubernetes/app": ["kubernetes/space"], "kubernetes/space": [] });
    expect(preconditions).toEqual([]);
  });

  it("lets objects of a CRD wait for the release that brings it", () => {
    const { dependsOn } = dependenciesOf([
      chart("kubernetes/alerts", [object("monitoring.coreos.com/v1", "PrometheusRule", "r", "monitoring")]),
      chart("kubernetes/prometheus", [], [release("prometheus", "monitoring", ["monitoring.coreos.com"])]),
    ]);
    expect(dependsOn["kubernetes/alerts"]).toEqual(["kubernetes/prometheus"]);
  });

  it("lets an ExternalSecret wait for its store and for the stack that makes the value", () => {
    const { dependsOn, preconditions } = dependenciesOf(
      [
        chart("kubernetes/app", [
          object("v1", "Namespace", "streaming"),
          externalSecret("/streamform/test/msk/bootstrap"),
        ]),
        chart("kubernetes/stores", [object("external-secrets.io/v1", "ClusterSecretStore", "parameters")]),
        chart("kubernetes/eso", [], [release("external-secrets", "external-secrets", ["external-secrets.io"])]),
      ],
      [["parameter /streamform/test/msk/bootstrap", "terraform/msk"]],
    );
    expect(dependsOn["kubernetes/app"]).toEqual(["kubernetes/eso", "kubernetes/stores", "terraform/msk"]);
    expect(dependsOn["kubernetes/stores"]).toEqual(["kubernetes/eso"]);
    expect(preconditions).toEqual([]);
  });

  it("lets a chart wait for the namespaces that it has objects in", () => {
    const operator = { ...release("strimzi", "strimzi", ["data.example.com"]), reaches: ["streaming", "elsewhere"] };
    const { dependsOn, preconditions } = dependenciesOf([
      chart("kubernetes/operator", [], [operator]),
      chart("kubernetes/space", [object("v1", "Namespace", "streaming")]),
    ]);
    expect(dependsOn["kubernetes/operator"]).toEqual(["kubernetes/space"]);
    expect(preconditions).toEqual(["The namespace `elsewhere`"]);
  });

  it("lets a certificate wait for its issuer, unless it is of another group", () => {
    const certificate = (name: string, issuerRef: object) =>
      object("sign.example.com/v1", "Certificate", name, "streaming", { issuerRef });
    const { dependsOn, preconditions } = dependenciesOf([
      chart("kubernetes/brokers", [
        object("v1", "Namespace", "streaming"),
        certificate("a", { kind: "Issuer", name: "kafka-ca" }),
        certificate("b", { kind: "ClusterIssuer", name: "kafka-ca" }),
        certificate("c", { group: "awspca.example.com", kind: "AWSPCAIssuer", name: "pca" }),
      ]),
      chart("kubernetes/certificates", [object("sign.example.com/v1", "Issuer", "kafka-ca", "streaming")]),
    ]);
    expect(dependsOn["kubernetes/brokers"]).toEqual(["kubernetes/certificates"]);
    expect(preconditions).toEqual(["The ClusterIssuer `kafka-ca`", "The CRDs of `sign.example.com`"]);
  });

  it("lets topics and users that name their cluster in a label wait for their cluster, and nothing for a cluster of another namespace", () => {
    const labelled = (kind: string, namespace: string) => ({
      ...object("data.example.com/v1", kind, "x", namespace),
      metadata: { name: "x", namespace, labels: { "data.example.com/cluster": "events" } },
    });
    const { dependsOn, preconditions } = dependenciesOf([
      chart("kubernetes/spaces", [object("v1", "Namespace", "a"), object("v1", "Namespace", "b")]),
      chart("kubernetes/operator", [], [release("strimzi", "strimzi", ["data.example.com"])]),
      chart("kubernetes/cluster", [object("data.example.com/v1", "Cluster", "events", "a"), labelled("User", "a")]),
      chart("kubernetes/topics", [labelled("Topic", "a")]),
      chart("kubernetes/others", [labelled("Topic", "b"), labelled("Task", "b")]),
    ]);
    expect(dependsOn["kubernetes/topics"]).toContain("kubernetes/cluster");
    expect(dependsOn["kubernetes/cluster"]).toEqual(["kubernetes/operator", "kubernetes/spaces"]);
    expect(dependsOn["kubernetes/others"]).not.toContain("kubernetes/cluster");
    expect(preconditions).toEqual(["The data cluster `b/events`"]);
  });

  it("names what no unit makes as a precondition, each once, in order", () => {
    const { preconditions } = dependenciesOf([
      chart("kubernetes/app", [externalSecret("AmazonMSK_admin"), externalSecret("/by/hand")]),
      chart("kubernetes/other", [externalSecret("AmazonMSK_admin")], [release("x", "elsewhere", [], false)]),
    ]);
    expect(preconditions).toEqual([
      "The ClusterSecretStore `parameters`",
      "The CRDs of `external-secrets.io`",
      "The namespace `elsewhere`",
      "The namespace `streaming`",
      "The secret `AmazonMSK_admin` in Secrets Manager",
      "The SSM parameter `/by/hand`",
    ]);
  });

  it("asks for nothing that every cluster has", () => {
    const { preconditions } = dependenciesOf([
      chart("kubernetes/app", [
        object("apps/v1", "Deployment", "a"),
        object("rbac.authorization.k8s.io/v1", "ClusterRole", "r"),
        object("batch/v1", "Job", "j"),
      ]),
    ]);
    expect(preconditions).toEqual([]);
  });

  it("asks for CRDs whose group only looks like one of Kubernetes", () => {
    const { preconditions } = dependenciesOf([
      chart("kubernetes/app", [object("snapshot.storage.k8s.io/v1", "VolumeSnapshot", "s")]),
    ]);
    expect(preconditions).toEqual(["The CRDs of `snapshot.storage.k8s.io`"]);
  });

  it("counts a namespace that a release makes, unless an object is that namespace", () => {
    const own = release("eso", "external-secrets", []);
    const member = chart("kubernetes/member", [object("v1", "Secret", "s", "external-secrets")]);
    expect(dependenciesOf([chart("kubernetes/eso", [], [own]), member]).dependsOn["kubernetes/member"]).toEqual([
      "kubernetes/eso",
    ]);
    const space = chart("kubernetes/space", [object("v1", "Namespace", "external-secrets")]);
    for (const charts of [
      [chart("kubernetes/eso", [], [own]), space, member],
      [space, chart("kubernetes/eso", [], [own]), member],
    ])
      expect(dependenciesOf(charts).dependsOn["kubernetes/member"]).toEqual(["kubernetes/space"]);
  });

  it("tells a namespace that must exist by its name, so that delivery can leave out what it makes", () => {
    const { preconditions } = findReferences(
      [chart("kubernetes/app", [object("v1", "ConfigMap", "a", "flux-system")])],
      new Map(),
      testRegistry,
    );
    expect(preconditions).toMatchObject([{ title: "The namespace `flux-system`", namespace: "flux-system" }]);
  });

  it.each([
    ["a claim", object("v1", "PersistentVolumeClaim", "data", undefined, { storageClassName: "fast" })],
    [
      "a StatefulSet",
      object("apps/v1", "StatefulSet", "broker", undefined, {
        volumeClaimTemplates: [{ spec: { storageClassName: "fast" } }, { spec: {} }],
      }),
    ],
    [
      "volumes of an operator's kind",
      object("data.example.com/v1", "Pool", "broker", undefined, {
        storage: { type: "jbod", volumes: [{ id: 0, type: "persistent-claim", class: "fast" }] },
      }),
    ],
  ])("finds the StorageClass of %s: made by a unit, or to be there", (_, claiming) => {
    const app = chart("kubernetes/app", [claiming]);
    const storage = chart("kubernetes/storage", [object("storage.k8s.io/v1", "StorageClass", "fast")]);
    expect(dependenciesOf([app]).preconditions).toContain("The StorageClass `fast`");
    expect(dependenciesOf([app, storage])).toMatchObject({ dependsOn: { "kubernetes/app": ["kubernetes/storage"] } });
    expect(dependenciesOf([app, storage]).preconditions).not.toContain("The StorageClass `fast`");
  });

  it("lets pods wait for whoever makes the Secrets that they mount or read, and for nobody where they may lack them", () => {
    const pod = (spec: object) => object("apps/v1", "Deployment", "app", "streaming", { template: { spec } });
    const made = [
      object("v1", "Secret", "plain", "streaming"),
      object("sign.example.com/v1", "Certificate", "web", "streaming", { secretName: "web-tls" }),
      object("external-secrets.io/v1", "ExternalSecret", "values", "streaming", { target: { name: "app-values" } }),
      object("data.example.com/v1", "User", "admin", "streaming", {}),
      object("data.example.com/v1", "Cluster", "events", "streaming", {}),
    ];
    const waits = (spec: object) =>
      dependenciesOf([chart("kubernetes/app", [pod(spec)]), chart("kubernetes/maker", made)]).dependsOn[
        "kubernetes/app"
      ];
    const volume = (source: object) => ({ volumes: [{ name: "files", ...source }] });
    const variable = (from: object) => ({ containers: [{ env: [{ name: "A", valueFrom: from }] }] });
    for (const spec of [
      volume({ secret: { secretName: "plain" } }),
      volume({ projected: { sources: [{ secret: { name: "web-tls" } }] } }),
      variable({ secretKeyRef: { name: "app-values", key: "a" } }),
      { containers: [{ envFrom: [{ secretRef: { name: "admin" } }] }] },
      volume({ secret: { secretName: "events-ca" } }),
    ])
      expect(waits(spec), JSON.stringify(spec)).toEqual(["kubernetes/maker"]);
    expect(waits(volume({ secret: { secretName: "plain", optional: true } }))).toEqual([]);
    expect(waits(variable({ secretKeyRef: { name: "app-values", key: "a", optional: true } }))).toEqual([]);
    expect(waits(volume({ secret: { secretName: "of-somebody-else" } }))).toEqual([]);
  });
});
