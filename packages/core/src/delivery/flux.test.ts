import { describe, expect, it } from "vitest";
import { chart, objectNamed, objectOf, objectsOf, planOf, releaseOf, stack } from "./testing.js";

describe("Flux Kustomizations", () => {
  it("wait for what they apply and depend on the units that the plan names", () => {
    const plan = planOf({ units: [stack("msk"), chart("topics", { dependsOn: ["terraform/msk"] })] });
    expect(objectNamed(plan, "Kustomization", "test-kubernetes-topics").spec).toMatchObject({
      path: "./generated/test/kubernetes/topics",
      sourceRef: { kind: "GitRepository", name: "test" },
      dependsOn: [{ name: "test-terraform-msk" }],
      wait: true,
      prune: true,
      interval: "10m",
    });
  });

  it("install a unit's charts before its own objects", () => {
    const plan = planOf({
      units: [
        chart("operator", { helmReleases: [releaseOf("operator")] }),
        chart("kafka", { dependsOn: ["kubernetes/operator"] }),
      ],
    });
    expect(objectNamed(plan, "Kustomization", "test-helm-operator").spec.path).toBe(
      "./generated/test/delivery/helm/operator",
    );
    expect(objectNamed(plan, "Kustomization", "test-kubernetes-operator").spec.dependsOn).toEqual([
      { name: "test-helm-operator" },
    ]);
    expect(objectNamed(plan, "Kustomization", "test-kubernetes-kafka").spec.dependsOn).toEqual([
      { name: "test-kubernetes-operator" },
    ]);
  });

  it("depend on the charts of a unit that has nothing else", () => {
    const plan = planOf({
      units: [
        chart("operator", { manifests: [], helmReleases: [releaseOf("operator")] }),
        chart("kafka", { dependsOn: ["kubernetes/operator"] }),
      ],
    });
    expect(objectNamed(plan, "Kustomization", "test-kubernetes-kafka").spec.dependsOn).toEqual([
      { name: "test-helm-operator" },
    ]);
    expect(objectsOf(plan).filter(({ metadata }) => metadata.name === "test-kubernetes-operator")).toEqual([]);
  });

  it("make the claims of a unit's StatefulSets before these, which Flux would apply first", () => {
    const manifests = [objectOf("apps/v1", "StatefulSet", "kafka"), objectOf("v1", "PersistentVolumeClaim", "data")];
    const units = [chart("certificates"), chart("kafka", { dependsOn: ["kubernetes/certificates"], manifests })];
    const plan = planOf({ units });
    expect(objectNamed(plan, "Kustomization", "test-claims-kafka").spec).toMatchObject({
      path: "./generated/test/kubernetes/kafka/claims",
      wait: false,
      dependsOn: [{ name: "test-kubernetes-certificates" }],
    });
    expect(objectNamed(plan, "Kustomization", "test-kubernetes-kafka").spec).toMatchObject({
      path: "./generated/test/kubernetes/kafka",
      wait: true,
      dependsOn: [{ name: "test-kubernetes-certificates" }, { name: "test-claims-kafka" }],
    });
  });

  it("reach a remote cluster for workloads only: Terraform and HelmRelease objects stay beside their controllers", () => {
    const helmReleases = [releaseOf("operator"), releaseOf("tofu", { provides: ["infra.contrib.fluxcd.io"] })];
    const units = [stack("msk"), chart("topics", { helmReleases })];
    const plan = planOf({ units, kubernetes: { namespace: "streaming", kubeConfigSecret: "prod-cluster" } });
    expect(objectNamed(plan, "HelmRelease", "test-tofu").spec).not.toHaveProperty("kubeConfig");
    const kubeConfig = { secretRef: { name: "prod-cluster" } };
    expect(objectNamed(plan, "Kustomization", "test-kubernetes-topics").spec.kubeConfig).toEqual(kubeConfig);
    expect(objectNamed(plan, "HelmRelease", "test-operator").spec.kubeConfig).toEqual(kubeConfig);
    for (const name of ["test-terraform-msk", "test-helm-topics"])
      expect(objectNamed(plan, "Kustomization", name).spec).not.toHaveProperty("kubeConfig");
  });

  it("stand in the namespace that the spec names", () => {
    const plan = planOf({ units: [stack("msk")], delivery: { namespace: "team-a" } });
    for (const { metadata } of objectsOf(plan)) expect(metadata.namespace).toBe("team-a");
  });
});

describe("Helm releases under Flux", () => {
  it("come from a chart repository at an exact version", () => {
    const plan = planOf({ units: [chart("operator", { manifests: [], helmReleases: [releaseOf("operator")] })] });
    expect(objectNamed(plan, "HelmRepository", "test-operator").spec.url).toBe("https://charts.example.com");
    expect(objectNamed(plan, "HelmRelease", "test-operator").spec).toMatchObject({
      chart: { spec: { chart: "operator", version: "1.2.3" } },
      targetNamespace: "operator-system",
      install: { createNamespace: true, remediation: { retries: 3 } },
      upgrade: { remediation: { retries: 3, remediateLastFailure: true } },
    });
  });

  it("come from an OCI registry by the chart's own URL", () => {
    const release = releaseOf("cert-manager", { repository: "oci://quay.io/jetstack/charts", version: "v1.19.0" });
    const plan = planOf({ units: [chart("certificates", { manifests: [], helmReleases: [release] })] });
    expect(objectNamed(plan, "OCIRepository", "test-cert-manager").spec).toMatchObject({
      url: "oci://quay.io/jetstack/charts/cert-manager",
      ref: { tag: "v1.19.0" },
    });
    expect(objectNamed(plan, "HelmRelease", "test-cert-manager").spec.chartRef).toEqual({
      kind: "OCIRepository",
      name: "test-cert-manager",
    });
  });

  it("are not pruned when their CRDs would go with them", () => {
    const release = releaseOf("operator", { provides: ["data.example.com"] });
    const plan = planOf({ units: [chart("operator", { helmReleases: [release] })] });
    expect(objectNamed(plan, "HelmRelease", "test-operator").metadata.annotations).toEqual({
      "kustomize.toolkit.fluxcd.io/prune": "disabled",
    });
  });
});

describe("the Git source", () => {
  it("fetches the environment's folder alone, with the credentials that the spec names", () => {
    const plan = planOf({ delivery: { path: "out/tree", credentials: "git" } });
    const { spec } = objectNamed(plan, "GitRepository", "test");
    expect(spec).toMatchObject({
      ref: { branch: "main" },
      secretRef: { name: "git" },
      sparseCheckout: ["out/tree/test"],
    });
    expect(spec.ignore.trim().split("\n")).toEqual([
      "/*",
      "!/out/",
      "/out/*",
      "!/out/tree/",
      "/out/tree/*",
      "!/out/tree/test/",
      "/out/tree/test/hosts/",
    ]);
  });
});

describe("alerts", () => {
  it("report failures of every Kustomization and release to the receiver that the spec names", () => {
    const units = [
      chart("topics", { manifests: [objectOf("v1", "ConfigMap", "x")], helmReleases: [releaseOf("operator")] }),
    ];
    const plan = planOf({
      units,
      delivery: { alerts: { provider: "slack", secret: "slack-url", channel: "streaming" } },
    });
    expect(objectNamed(plan, "Provider", "test").spec).toEqual({
      type: "slack",
      secretRef: { name: "slack-url" },
      channel: "streaming",
    });
    const { spec } = objectNamed(plan, "Alert", "test");
    expect(spec.eventSeverity).toBe("error");
    expect(spec.eventSources.map(({ kind, name }: { kind: string; name: string }) => `${kind}/${name}`)).toEqual([
      "GitRepository/test",
      "Kustomization/test",
      "Kustomization/test-helm-topics",
      "Kustomization/test-kubernetes-topics",
      "HelmRelease/test-operator",
    ]);
  });

  it("are nowhere when the spec names no receiver", () => {
    expect(objectsOf(planOf()).filter(({ kind }) => kind === "Alert" || kind === "Provider")).toEqual([]);
  });
});
