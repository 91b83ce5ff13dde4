import { describe, expect, it } from "vitest";
import { compileObject } from "../../testing.js";
import { secretStores } from "../secret-stores/index.js";
import { externalSecrets } from "./index.js";

const { plan } = compileObject(
  { kubernetes: { eksCluster: "acme-platform", namespace: "streaming" }, externalSecrets: {}, secretStores: {} },
  externalSecrets,
  secretStores,
);
const waitsFor = (id: string) => plan.units.find((unit) => unit.id === id)?.dependsOn;

describe("External Secrets", () => {
  it("starts once its role exists: a pod that was there before would never get its credentials", () => {
    expect(waitsFor("kubernetes/external-secrets")).toContain("terraform/external-secrets");
  });

  it("is there before the stores that need it, and so is its role", () => {
    expect(waitsFor("kubernetes/secret-stores")).toEqual(["kubernetes/external-secrets"]);
  });
});
