import { terraformVersions } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { clientLibraries } from "./client-libraries.js";
import { versions } from "./versions.js";

const { images, charts, terraform, flux, argocd, libraries } = versions.entries;

describe("the version table", () => {
  it("lists the tools images from the oldest to the newest, which kafkaToolsFor relies on", () => {
    const tags = images.kafkaTools.map(({ tag }) => tag);
    expect(tags).toEqual(tags.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })));
  });

  it("pins charts exactly, so that a reconciliation cannot bring a new one", () => {
    for (const chart of Object.values(charts)) expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("runs Terraform code with an OpenTofu that the required version allows", () => {
    const stacks = terraformVersions.entries.terraform;
    for (const required of [stacks.required, stacks.requiredByWriteOnly]) {
      const minimum = required.replace(">= ", "");
      expect(terraform.runner.version.localeCompare(minimum, "en", { numeric: true })).toBeGreaterThanOrEqual(0);
    }
  });

  it("asks of Flux and Argo CD at least what the delivery's objects need", () => {
    for (const { minimum, needs } of [flux, argocd]) {
      for (const { since, what } of needs)
        expect(minimum.localeCompare(since, "en", { numeric: true }), what).toBeGreaterThanOrEqual(0);
    }
  });

  it("names the IAM library whose checksum it knows as the snippets do", () => {
    expect(libraries.awsMskIamAuth.version).toBe(clientLibraries.mskIamAuthJava.version);
    expect(libraries.awsMskIamAuth.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
