import { describe, expect, it } from "vitest";
import { fieldFaults } from "../kinds/fields/faults.js";
import { chart, objectOf, objectsOf, planOf, releaseOf, stack } from "./testing.js";

const units = [
  stack("network"),
  stack("msk", { dependsOn: ["terraform/network"] }),
  chart("operator", {
    helmReleases: [
      releaseOf("operator", { provides: ["kafka.example.com"], values: { replicas: 2 } }),
      releaseOf("registry", { repository: "oci://registry.example.com/charts" }),
    ],
  }),
  chart("kafka", {
    dependsOn: ["terraform/msk", "kubernetes/operator"],
    manifests: [
      objectOf("apps/v1", "StatefulSet", "kafka"),
      objectOf("v1", "PersistentVolumeClaim", "data"),
      objectOf("external-secrets.io/v1", "ExternalSecret", "login"),
    ],
  }),
];

/** A plan with everything that makes delivery write a field. */
const planFor = (engine: "flux" | "argocd") =>
  planOf({
    units,
    kubernetes: { namespace: "streaming", kubeConfigSecret: "workloads" },
    delivery: {
      engine,
      approval: "auto",
      credentials: "git",
      ...(engine === "flux" && { alerts: { provider: "slack", secret: "slack", channel: "kafka" } }),
    },
  });

describe.each([
  {
    engine: "flux",
    writes: [
      "Alert",
      "GitRepository",
      "HelmRelease",
      "HelmRepository",
      "Kustomization",
      "OCIRepository",
      "Provider",
      "Terraform",
    ],
  },
  { engine: "argocd", writes: ["AppProject", "Application", "GitRepository", "Terraform"] },
] as const)("objects for $engine", ({ engine, writes }) => {
  const plan = planFor(engine);
  const objects = objectsOf(plan).filter(({ apiVersion }) => /fluxcd|argoproj/.test(apiVersion));

  it("are of every kind that delivery has for it", () => {
    expect([...new Set(objects.map(({ kind }) => kind))].sort()).toEqual(writes);
  });

  it.each(objects)("have the fields of their CRD: $kind $metadata.name", ({ path: _, ...object }) => {
    const shape = plan.kinds.shapeOf({ apiVersion: object.apiVersion, kind: object.kind });
    expect(shape && fieldFaults(object, shape)).toEqual([]);
  });
});
