import { describe, expect, it } from "vitest";
import { testRegistry as kinds } from "../kinds/testing.js";
import { healthCheckExpressions } from "./health-check-expressions.js";
import { healthCustomizations } from "./health-customizations.js";
import { objectOf } from "./testing.js";

const expressionOf = (apiVersion: string, kind: string) =>
  healthCheckExpressions([objectOf(apiVersion, kind, "x")], kinds)[0];

describe("Flux health check expressions", () => {
  it("cover each kind once, with the API version of the objects, and no built-in kind", () => {
    const objects = [
      objectOf("v1", "ConfigMap", "a"),
      objectOf("external-secrets.io/v1", "ExternalSecret", "a"),
      objectOf("external-secrets.io/v1", "ExternalSecret", "b"),
    ];
    expect(healthCheckExpressions(objects, kinds).map(({ apiVersion, kind }) => [apiVersion, kind])).toEqual([
      ["external-secrets.io/v1", "ExternalSecret"],
    ]);
  });

  it("hold a Terraform object's failure apart from its waiting for another stack", () => {
    expect(expressionOf("infra.contrib.fluxcd.io/v1alpha2", "Terraform")?.failed).toContain(
      "e.status == 'False' && e.reason != 'DependencyNotReady'",
    );
  });

  it("read the generation that External Secrets notes in the resource version", () => {
    expect(expressionOf("external-secrets.io/v1", "ExternalSecret")?.current).toContain(
      "status.syncedResourceVersion.startsWith(string(metadata.generation) + '-')",
    );
  });

  it("read the generation of a condition where the operator writes it there", () => {
    expect(expressionOf("sign.example.com/v1", "Certificate")?.current).toContain(
      "e.observedGeneration == metadata.generation",
    );
  });

  it("read a phase where there are no conditions to go by", () => {
    expect(expressionOf("data.example.com/v1", "Server")?.current).toContain(
      "has(status.phase) && status.phase == 'RUNNING'",
    );
    expect(expressionOf("data.example.com/v1", "Task")?.failed).toContain("status.state == 'ERROR'");
  });

  it("wait for no status of a template : its operator passes it over", () => {
    expect(expressionOf("data.example.com/v1", "Plan")?.current).toMatch(
      /^\(has\(metadata\.annotations\) && .*metadata\.annotations\['data\.example\.com\/plan-template'\] == 'true'\) \|\| \(.*e\.type == 'Ready'/,
    );
    expect(expressionOf("data.example.com/v1", "Topic")?.current).not.toContain("annotations");
  });

  it("tell kinds of one name in two groups apart", () => {
    expect(expressionOf("other.example.com/v1", "Cluster")).toBeUndefined();
  });
});

describe("Argo CD health customizations", () => {
  it("let waves wait for Applications", () => {
    expect(Object.keys(healthCustomizations([], kinds))).toEqual([
      "resource.customizations.health.argoproj.io_Application",
    ]);
  });

  it("leave alone what Argo CD judges by itself", () => {
    const known = [
      objectOf("external-secrets.io/v1", "ExternalSecret", "x"),
      objectOf("sign.example.com/v1", "Certificate", "x"),
      objectOf("data.example.com/v1", "Cluster", "x"),
    ];
    expect(Object.keys(healthCustomizations(known, kinds))).toHaveLength(1);
  });

  it("hold back until the operator has seen the newest generation", () => {
    const lua = healthCustomizations([objectOf("data.example.com/v1", "Pool", "x")], kinds)[
      "resource.customizations.health.data.example.com_Pool"
    ];
    expect(lua).toContain("obj.status.observedGeneration ~= obj.metadata.generation");
  });

  it("call a template  healthy before they ask for its status", () => {
    const lua =
      healthCustomizations([objectOf("data.example.com/v1", "Plan", "x")], kinds)[
        "resource.customizations.health.data.example.com_Plan"
      ] ?? "";
    expect(lua.indexOf('annotations["data.example.com/plan-template"] == "true"')).toBeGreaterThan(0);
    expect(lua.indexOf('annotations["data.example.com/plan-template"]')).toBeLessThan(lua.indexOf("obj.status == nil"));
  });

  it("call a failed stack degraded", () => {
    const lua = healthCustomizations([objectOf("infra.contrib.fluxcd.io/v1alpha2", "Terraform", "x")], kinds)[
      "resource.customizations.health.infra.contrib.fluxcd.io_Terraform"
    ];
    expect(lua).toContain('c.status == "False" and c.reason ~= "DependencyNotReady"');
  });
});
