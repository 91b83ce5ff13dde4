import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Plan } from "../compile/plan.js";
import { deliver } from "./deliver.js";
import {
  chart,
  fileOf,
  hosts,
  objectNamed,
  objectOf,
  objectsOf,
  type PlanOf,
  planOf,
  releaseOf,
  stack,
} from "./testing.js";

const engines = ["flux", "argocd"] as const;
const claim = objectOf("v1", "PersistentVolumeClaim", "data");
const secret = objectOf("external-secrets.io/v1", "ExternalSecret", "kafka");
const topic = objectOf("data.example.com/v1", "Topic", "orders");

/** Two stacks, an operator's chart, and charts that need both. */
function small(engine: "flux" | "argocd", rest: PlanOf = {}): Plan {
  return planOf({
    units: [
      stack("network"),
      stack("msk", { dependsOn: ["terraform/network"] }),
      chart("operator", {
        manifests: [],
        helmReleases: [releaseOf("operator", { provides: ["data.example.com"], values: { replicas: 2 } })],
      }),
      chart("topics", { manifests: [secret, topic, claim], dependsOn: ["kubernetes/operator", "terraform/msk"] }),
      hosts("clients"),
    ],
    ...rest,
    delivery: { engine, ...rest.delivery },
  });
}

const textOf = (plan: Plan) =>
  deliver(plan)
    .map(({ content }) => content)
    .join("\n");

describe("traps of GitOps engines", () => {
  it("T-01: Flux asks each custom resource for its own condition and never takes an empty status for ready", () => {
    const { spec } = objectNamed(small("flux"), "Kustomization", "test-kubernetes-topics");
    expect(spec.healthCheckExprs.map((entry: { kind: string }) => entry.kind)).toEqual(["ExternalSecret", "Topic"]);
    for (const { current } of spec.healthCheckExprs) {
      expect(current).toContain("status.conditions.exists(");
      expect(current).not.toContain(".all(");
    }
    expect(
      objectNamed(small("flux"), "Kustomization", "test-terraform-msk").spec.healthCheckExprs[0].current,
    ).toContain("status.observedGeneration == metadata.generation");
  });

  it("T-02: Argo CD tracks by annotation and asks before it prunes a claim", () => {
    const plan = small("argocd");
    expect(objectNamed(plan, "ConfigMap", "argocd-cm").data["application.resourceTrackingMethod"]).toBe("annotation");
    const patches = objectNamed(plan, "Application", "test-kubernetes-topics").spec.source.kustomize.patches;
    const ofClaims = patches.find(
      (patch: { target: { kind: string } }) => patch.target.kind === "PersistentVolumeClaim",
    );
    expect(parse(ofClaims.patch).metadata.annotations).toEqual({
      "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
    });
  });

  it("T-03: Argo CD learns the health of Applications and Terraform, and nothing that it knows already", () => {
    const { data } = objectNamed(small("argocd"), "ConfigMap", "argocd-cm");
    expect(Object.keys(data).sort()).toEqual([
      "application.resourceTrackingMethod",
      "resource.customizations.health.argoproj.io_Application",
      "resource.customizations.health.infra.contrib.fluxcd.io_Terraform",
    ]);
  });

  it("T-04, T-17: every Application compares on the server's side, where defaults are no difference, but for the one of Applications", () => {
    const applications = objectsOf(small("argocd")).filter(({ kind }) => kind === "Application");
    expect(applications.length).toBeGreaterThan(3);
    for (const { metadata, spec } of applications) {
      const isOfApplications = metadata.name === "test";
      expect(metadata.annotations?.["argocd.argoproj.io/compare-options"], metadata.name).toBe(
        isOfApplications ? "ServerSideDiff=false" : "ServerSideDiff=true,IncludeMutationWebhook=true",
      );
      expect(spec.syncPolicy.syncOptions.includes("RespectIgnoreDifferences=true"), metadata.name).toBe(
        !isOfApplications,
      );
    }
  });

  it.each(engines)("T-05: %s applies no Job of its own, and nothing with a time to live", (engine) => {
    expect(objectsOf(small(engine)).filter(({ kind }) => kind === "Job")).toEqual([]);
    expect(textOf(small(engine))).not.toContain("ttlSecondsAfterFinished");
  });

  it("T-06: no Kustomization substitutes variables", () => {
    const kustomizations = objectsOf(small("flux")).filter(({ kind }) => kind === "Kustomization");
    expect(kustomizations.length).toBe(5);
    for (const { spec } of kustomizations) expect(spec).not.toHaveProperty("postBuild");
  });

  it.each(engines)("T-07: a chart's version and values read alike in YAML 1.1 and 1.2 (%s)", (engine) => {
    const release = releaseOf("odd", {
      version: "1.20",
      values: { answer: "no", mode: "0775", time: "12:30", power: "1e3" },
    });
    const files = deliver(
      planOf({ delivery: { engine }, units: [chart("odd", { manifests: [], helmReleases: [release] })] }),
    );
    for (const { path, content } of files)
      if (path.endsWith(".yaml")) expect(parse(content, { version: "1.1" })).toEqual(parse(content));
    expect(files.filter(({ content }) => content.includes('answer: "no"'))).toHaveLength(1);
  });

  it("T-08: every Application applies on the server's side, so that no annotation has to hold a large object", () => {
    for (const { kind, spec } of objectsOf(small("argocd")))
      if (kind === "Application") expect(spec.syncPolicy.syncOptions).toContain("ServerSideApply=true");
  });

  it("T-09: an operator's CRDs are upgraded with it and stand before the resources that need them", () => {
    const { spec } = objectNamed(small("flux"), "HelmRelease", "test-operator");
    expect([spec.install.crds, spec.upgrade.crds]).toEqual(["CreateReplace", "CreateReplace"]);
    expect(objectNamed(small("flux"), "Kustomization", "test-kubernetes-topics").spec.dependsOn).toContainEqual({
      name: "test-helm-operator",
    });
    const wave = (name: string) =>
      Number(objectNamed(small("argocd"), "Application", name).metadata.annotations?.["argocd.argoproj.io/sync-wave"]);
    expect(wave("test-helm-operator")).toBeLessThan(wave("test-kubernetes-topics"));
    expect(objectNamed(small("argocd"), "Application", "test-helm-operator").spec.source.helm.skipCrds).toBe(false);
  });

  it("T-10: an approval given in the cluster has one owner: Git never has the field", () => {
    for (const engine of engines)
      expect(objectNamed(small(engine), "Terraform", "test-msk").spec).not.toHaveProperty("approvePlan");
    const { spec } = objectNamed(small("argocd"), "Application", "test-terraform-msk");
    expect(spec.ignoreDifferences).toEqual([
      { group: "infra.contrib.fluxcd.io", kind: "Terraform", jsonPointers: ["/spec/approvePlan"] },
    ]);
    expect(spec.syncPolicy.syncOptions).toContain("RespectIgnoreDifferences=true");
  });

  it("T-11: a chart's values stand in the release itself, so that a change of them is a change of the release", () => {
    const { spec } = objectNamed(small("flux"), "HelmRelease", "test-operator");
    expect(spec.values).toEqual({ replicas: 2 });
    expect(spec).not.toHaveProperty("valuesFrom");
    expect(objectNamed(small("argocd"), "Application", "test-helm-operator").spec.source.helm.valuesObject).toEqual({
      replicas: 2,
    });
  });

  it.each(engines)("T-12: %s never replaces an object because a field of it is immutable", (engine) => {
    const text = textOf(small(engine));
    expect(text).not.toMatch(/Replace=true|Force=true|force: true/);
    for (const { apiVersion, spec } of objectsOf(small(engine)))
      if (apiVersion.startsWith("kustomize.toolkit")) expect(spec.force).toBe(false);
  });

  describe("T-13: garbage collection leaves what holds data", () => {
    it("orphans stacks, units with data and operators with CRDs under Flux, and prunes the rest", () => {
      const policy = (plan: Plan, name: string) => objectNamed(plan, "Kustomization", name).spec.deletionPolicy;
      const names = ["test", "test-terraform-msk", "test-helm-operator", "test-kubernetes-topics"];
      for (const name of names) expect(policy(small("flux"), name)).toBe("Orphan");
      expect(policy(planOf({ units: [chart("clients")] }), "test-kubernetes-clients")).toBe("MirrorPrune");
    });

    it("marks topics and claims against pruning, whatever their manifests say of themselves", () => {
      const { spec } = objectNamed(small("flux"), "Kustomization", "test-kubernetes-topics");
      expect(spec.prune).toBe(true);
      expect(spec.patches.map((patch: { target: object }) => patch.target)).toEqual([
        { group: "data.example.com", kind: "Topic" },
        { kind: "PersistentVolumeClaim" },
      ]);
    });

    it("keeps the AWS resources of a Terraform object that goes away", () => {
      for (const engine of engines)
        expect(objectNamed(small(engine), "Terraform", "test-msk").spec.destroyResourcesOnDeletion).toBe(false);
      expect(objectNamed(small("flux"), "Terraform", "test-msk").metadata.annotations).toEqual({
        "kustomize.toolkit.fluxcd.io/prune": "disabled",
      });
    });

    it("gives no Application with data the finalizer that deletes what it applied, and asks before one is pruned", () => {
      const plan = small("argocd");
      for (const name of ["test", "test-terraform-msk", "test-helm-operator", "test-kubernetes-topics"])
        expect(objectNamed(plan, "Application", name).metadata.finalizers).toBeUndefined();
      expect(
        objectNamed(plan, "Application", "test-kubernetes-topics").metadata.annotations?.[
          "argocd.argoproj.io/sync-options"
        ],
      ).toBe("Prune=confirm,Delete=confirm");
      const stateless = planOf({ delivery: { engine: "argocd" }, units: [chart("clients")] });
      expect(objectNamed(stateless, "Application", "test-kubernetes-clients").metadata.finalizers).toEqual([
        "resources-finalizer.argocd.argoproj.io",
      ]);
    });
  });

  it.each(engines)(
    "T-14: the README removes custom resources before their operator, and stacks last (%s)",
    (engine) => {
      const readme = fileOf(small(engine), "README.md");
      const teardown = readme.slice(readme.indexOf("## Taking it down"));
      const operator =
        engine === "flux"
          ? "delete --ignore-not-found --kustomize generated/test/delivery/helm/operator"
          : "delete applications.argoproj.io test-helm-operator";
      const topics =
        engine === "flux"
          ? "--kustomize generated/test/kubernetes/topics"
          : "delete applications.argoproj.io test-kubernetes-topics";
      const marks = [topics, operator, "terraform/msk destroy", "terraform/network destroy"].map((mark) =>
        teardown.indexOf(mark),
      );
      expect(Math.min(...marks)).toBeGreaterThan(0);
      expect(marks).toEqual([...marks].sort((a, b) => a - b));
    },
  );

  describe("T-15: one folder an application, with manifests only", () => {
    it.each(engines)("%s reads no folder twice, and none that holds host files", (engine) => {
      const plan = small(engine);
      const paths = objectsOf(plan).flatMap(({ kind, spec }) =>
        kind === "Kustomization" || kind === "Application" ? (spec.path ?? spec.source?.path ?? []) : [],
      );
      expect(new Set(paths).size).toBe(paths.length);
      expect(paths.filter((path) => path.includes("/hosts"))).toEqual([]);
    });

    it.each(engines)("%s finds a kustomization.yaml that lists every object in each of its folders", (engine) => {
      const files = deliver(small(engine)).filter(({ path }) => path.startsWith("delivery/"));
      for (const folder of new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf("/"))))) {
        const here = files
          .filter(({ path }) => path.startsWith(`${folder}/`) && !path.slice(folder.length + 1).includes("/"))
          .map(({ path }) => path.slice(folder.length + 1));
        const { resources } = parse(
          files.find(({ path }) => path === `${folder}/kustomization.yaml`)?.content ?? "resources: []",
        );
        expect(resources.filter((name: string) => name.endsWith(".yaml"))).toEqual(
          here.filter((name) => name !== "kustomization.yaml"),
        );
      }
    });

    it("leaves host files out of what Flux fetches", () => {
      expect(objectNamed(small("flux"), "GitRepository", "test").spec.ignore.split("\n")).toContain(
        "/generated/test/hosts/",
      );
    });
  });

  it("T-16: an environment that goes away leaves its objects, and a unit that goes away takes its Kustomization along", () => {
    const { spec } = objectNamed(small("flux"), "Kustomization", "test");
    expect(spec).toMatchObject({
      path: "./generated/test/delivery",
      prune: true,
      deletionPolicy: "Orphan",
      wait: false,
    });
    expect(objectNamed(small("argocd"), "Application", "test").spec.syncPolicy.automated.prune).toBe(true);
  });
});
