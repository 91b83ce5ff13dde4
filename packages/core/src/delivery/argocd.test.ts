import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Manifest } from "../kinds/manifest.js";
import { chart, fileOf, objectNamed, objectsOf, type PlanOf, planOf, releaseOf, stack } from "./testing.js";

const argocd = ({ delivery, ...rest }: PlanOf) => planOf({ ...rest, delivery: { engine: "argocd", ...delivery } });
const classOf = (name: string): Manifest => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name },
});

describe("Argo CD Applications", () => {
  const units = [
    stack("network"),
    stack("msk", { dependsOn: ["terraform/network"] }),
    chart("operator", {
      manifests: [],
      helmReleases: [releaseOf("operator", { repository: "oci://registry.example.com/charts/" })],
    }),
    chart("topics", { dependsOn: ["kubernetes/operator", "terraform/msk"] }),
  ];

  it("stand in waves that follow the dependencies, charts before objects", () => {
    const waves = objectsOf(argocd({ units })).flatMap(({ path, metadata }) =>
      path.startsWith("delivery/applications/")
        ? [[metadata.name, metadata.annotations?.["argocd.argoproj.io/sync-wave"]]]
        : [],
    );
    expect(Object.fromEntries(waves)).toEqual({
      "test-helm-operator": "0",
      "test-terraform-network": "0",
      "test-terraform-msk": "2",
      "test-kubernetes-topics": "5",
    });
  });

  it("hang on one Application, which also keeps the project in step", () => {
    const plan = argocd({ units });
    expect(objectNamed(plan, "Application", "test").spec.source).toEqual({
      repoURL: "https://github.com/acme/streaming",
      targetRevision: "main",
      path: "generated/test/delivery/applications",
    });
    expect(parse(fileOf(plan, "delivery/applications/kustomization.yaml")).resources).toContain("../project");
  });

  it("take a chart of an OCI registry without the scheme", () => {
    const { source } = objectNamed(argocd({ units }), "Application", "test-helm-operator").spec;
    expect(source).toMatchObject({
      repoURL: "registry.example.com/charts",
      chart: "operator",
      targetRevision: "1.2.3",
    });
  });

  it("make the namespace of a chart unless it says that somebody else does", () => {
    const options = (createNamespace: boolean) => {
      const plan = argocd({
        units: [chart("operator", { helmReleases: [releaseOf("operator", { createNamespace })] })],
      });
      return objectNamed(plan, "Application", "test-helm-operator").spec.syncPolicy.syncOptions;
    };
    expect(options(true)).toContain("CreateNamespace=true");
    expect(options(false)).not.toContain("CreateNamespace=true");
  });

  it("go to the cluster that Argo CD knows by the name in the spec; Terraform objects stay beside their controller", () => {
    const helmReleases = [releaseOf("console"), releaseOf("tofu", { provides: ["infra.contrib.fluxcd.io"] })];
    const plan = argocd({
      units: [...units, chart("charts", { helmReleases })],
      kubernetes: { namespace: "streaming", kubeConfigSecret: "prod" },
    });
    const clusterOf = (name: string) => objectNamed(plan, "Application", name).spec.destination;
    expect(clusterOf("test-helm-console")).toMatchObject({ name: "prod" });
    expect(clusterOf("test-helm-tofu")).toMatchObject({ server: "https://kubernetes.default.svc" });
    expect(objectNamed(plan, "Application", "test-kubernetes-topics").spec.destination).toEqual({
      name: "prod",
      namespace: "streaming",
    });
    expect(objectNamed(plan, "Application", "test-terraform-msk").spec.destination).toEqual({
      server: "https://kubernetes.default.svc",
      namespace: "flux-system",
    });
  });
});

describe("the Argo CD project", () => {
  it("allows the environment's repositories, namespaces and cluster-scoped kinds, and no others", () => {
    const plan = argocd({ units: [chart("storage", { manifests: [classOf("gp3")] })] });
    expect(objectNamed(plan, "AppProject", "test").spec).toMatchObject({
      sourceRepos: ["https://github.com/acme/streaming"],
      destinations: [
        { server: "https://kubernetes.default.svc", namespace: "argocd" },
        { server: "https://kubernetes.default.svc", namespace: "streaming" },
      ],
      clusterResourceWhitelist: [{ group: "storage.k8s.io", kind: "StorageClass" }],
    });
  });

  it("allows what operators' charts bring once there is one", () => {
    const plan = argocd({ units: [chart("operator", { helmReleases: [releaseOf("operator")] })] });
    const { spec } = objectNamed(plan, "AppProject", "test");
    expect(spec.clusterResourceWhitelist).toContainEqual({
      group: "apiextensions.k8s.io",
      kind: "CustomResourceDefinition",
    });
    expect(spec.sourceRepos).toContain("https://charts.example.com");
  });

  it("allows the namespaces that a chart reaches into", () => {
    const operator = releaseOf("operator", { namespace: "operators", reaches: ["analytics"] });
    const plan = argocd({ units: [chart("operator", { helmReleases: [operator] })] });
    const destinations: readonly { readonly namespace: string }[] = objectNamed(plan, "AppProject", "test").spec
      .destinations;
    expect(destinations.map(({ namespace }) => namespace)).toEqual(["argocd", "analytics", "operators", "streaming"]);
  });
});

describe("the entry under Argo CD", () => {
  it("holds the source that tofu-controller reads and its namespace, outside of every Application", () => {
    const [source] = objectsOf(argocd({ units: [stack("msk")] })).filter(({ kind }) => kind === "GitRepository");
    expect(source).toMatchObject({ path: "delivery/gitrepository-test.yaml", metadata: { namespace: "flux-system" } });
    expect(objectNamed(argocd({ units: [stack("msk")] }), "Namespace", "flux-system").path).toBe(
      "delivery/namespace-flux-system.yaml",
    );
  });

  it("adds nothing but health and tracking to Argo CD's own ConfigMap", () => {
    const { data } = objectNamed(argocd({ units: [stack("msk")] }), "ConfigMap", "argocd-cm");
    for (const key of Object.keys(data))
      expect(key).toMatch(/^(resource\.customizations\.health\.|application\.resourceTrackingMethod$)/);
  });
});
