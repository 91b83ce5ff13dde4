import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { holdsData } from "../kinds/registry.js";
import { testRegistry as kinds } from "../kinds/testing.js";
import { argoCdProtection, fluxProtection, protectionPatches, unitHoldsData } from "./data-protection.js";
import { chart, objectOf, releaseOf } from "./testing.js";

const topic = (name: string, annotations?: Record<string, string>) => ({
  ...objectOf("data.example.com/v1", "Topic", name),
  metadata: { name, namespace: "streaming", ...(annotations && { annotations }) },
});

describe("objects that hold data", () => {
  it("are claims, namespaces, stateful sets with claims, and operators' resources with data", () => {
    const withClaims = objectOf("apps/v1", "StatefulSet", "x", { spec: { volumeClaimTemplates: [{}] } });
    for (const object of [
      objectOf("v1", "PersistentVolumeClaim", "x"),
      objectOf("v1", "Namespace", "x"),
      withClaims,
      topic("x"),
    ])
      expect(holdsData(object, kinds)).toBe(true);
    for (const object of [
      objectOf("apps/v1", "StatefulSet", "x", { spec: {} }),
      objectOf("apps/v1", "Deployment", "x"),
      objectOf("v1", "ConfigMap", "x"),
    ])
      expect(holdsData(object, kinds)).toBe(false);
  });

  it("make their unit one that is kept, as does a chart that brings CRDs", () => {
    expect(unitHoldsData(chart("x"), kinds)).toBe(false);
    expect(unitHoldsData(chart("x", { manifests: [topic("orders")] }), kinds)).toBe(true);
    expect(
      unitHoldsData(chart("x", { helmReleases: [releaseOf("operator", { provides: ["data.example.com"] })] }), kinds),
    ).toBe(true);
  });
});

describe("protection patches", () => {
  it("put the engine's annotation on all objects of a kind", () => {
    const [patch, ...others] = protectionPatches(
      [topic("orders"), topic("payments"), objectOf("v1", "ConfigMap", "x")],
      kinds,
      argoCdProtection,
    );
    expect(others).toEqual([]);
    expect(patch?.target).toEqual({ group: "data.example.com", kind: "Topic" });
    expect(parse(patch?.patch ?? "")).toMatchObject({
      kind: "Topic",
      metadata: { annotations: { "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm" } },
    });
  });

  it("leave out an object that says itself what becomes of it", () => {
    const free = topic("scratch", { "kustomize.toolkit.fluxcd.io/prune": "enabled" });
    const [patch] = protectionPatches([topic("orders.v1"), topic("payments"), free], kinds, fluxProtection);
    expect(patch?.target.name).toBe("orders\\.v1|payments");
  });
});
