import { describe, expect, it } from "vitest";
import { healthCheckExpressions } from "./health-check-expressions.js";
import { healthCustomizations } from "./health-customizations.js";
import { objectOf } from "./testing.js";

const expressionOf = (apiVersion: string, kind: string) => healthCheckExpressions([objectOf(apiVersion, kind, "x")])[0];

describe("Flux health check expressions", () => {
  it("cover each kind once, with the API version of the objects, and no built-in kind", () => {
    const objects = [
      objectOf("v1", "ConfigMap", "a"),
      objectOf("external-secrets.io/v1", "ExternalSecret", "a"),
      objectOf("external-secrets.io/v1", "ExternalSecret", "b"),
    ];
    expect(healthCheckExpressions(objects).map(({ apiVersion, kind }) => [apiVersion, kind])).toEqual([
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
    expect(expressionOf("cert-manager.io/v1", "Certificate")?.current).toContain(
      "e.observedGeneration == metadata.generation",
    );
  });

  it("read a phase where there are no conditions to go by", () => {
    expect(expressionOf("platform.confluent.io/v1beta1", "Kafka")?.current).toContain(
      "has(status.phase) && status.phase == 'RUNNING'",
    );
    expect(expressionOf("platform.confluent.io/v1beta1", "Connector")?.failed).toContain("status.state == 'ERROR'");
  });

  it("wait for no status of a template of Strimzi's rebalances: its operator passes it over", () => {
    expect(expressionOf("kafka.strimzi.io/v1", "KafkaRebalance")?.current).toMatch(
      /^\(has\(metadata\.annotations\) && .*metadata\.annotations\['strimzi\.io\/rebalance-template'\] == 'true'\) \|\| \(.*e\.type == 'Ready'/,
    );
    expect(expressionOf("kafka.strimzi.io/v1", "KafkaTopic")?.current).not.toContain("annotations");
  });

  it("tell kinds of one name in two groups apart", () => {
    expect(expressionOf("kafka.strimzi.io/v1", "Kafka")?.current).toContain("e.type == 'Ready'");
  });
});

describe("Argo CD health customizations", () => {
  it("let waves wait for Applications", () => {
    expect(Object.keys(healthCustomizations([]))).toEqual(["resource.customizations.health.argoproj.io_Application"]);
  });

  it("leave alone what Argo CD judges by itself", () => {
    const known = [
      objectOf("external-secrets.io/v1", "ExternalSecret", "x"),
      objectOf("cert-manager.io/v1", "Certificate", "x"),
      objectOf("kafka.strimzi.io/v1", "Kafka", "x"),
    ];
    expect(Object.keys(healthCustomizations(known))).toHaveLength(1);
  });

  it("hold back until the operator has seen the newest generation", () => {
    const lua = healthCustomizations([objectOf("kafka.strimzi.io/v1", "KafkaNodePool", "x")])[
      "resource.customizations.health.kafka.strimzi.io_KafkaNodePool"
    ];
    expect(lua).toContain("obj.status.observedGeneration ~= obj.metadata.generation");
  });

  it("call a template of Strimzi's rebalances healthy before they ask for its status", () => {
    const lua =
      healthCustomizations([objectOf("kafka.strimzi.io/v1", "KafkaRebalance", "x")])[
        "resource.customizations.health.kafka.strimzi.io_KafkaRebalance"
      ] ?? "";
    expect(lua.indexOf('annotations["strimzi.io/rebalance-template"] == "true"')).toBeGreaterThan(0);
    expect(lua.indexOf('annotations["strimzi.io/rebalance-template"]')).toBeLessThan(lua.indexOf("obj.status == nil"));
  });

  it("call a failed stack degraded", () => {
    const lua = healthCustomizations([objectOf("infra.contrib.fluxcd.io/v1alpha2", "Terraform", "x")])[
      "resource.customizations.health.infra.contrib.fluxcd.io_Terraform"
    ];
    expect(lua).toContain('c.status == "False" and c.reason ~= "DependencyNotReady"');
  });
});
