import { assemble, compile, fieldFaults, knownKinds, secretValues } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { changed, environmentFiles, platformOf, readEnvironment, treeOf } from "../../trees/tree.js";

const environments = await Promise.all((await environmentFiles()).map((file) => readEnvironment(file)));

describe.each(environments.map((environment) => ({ name: environment.name, environment })))(
  "fields of $name",
  ({ environment }) => {
    const { objects } = treeOf(environment);
    const kinds = knownKinds(environment, platformOf(environment));

    it("are fields of their kinds, with values that these take", () => {
      const faults = objects.flatMap(({ file, object }) => {
        const shape = kinds.shapeOf(object);
        return shape ? fieldFaults(object, shape).map(({ field, message }) => [file, field.join("."), message]) : [];
      });
      expect(faults).toEqual([]);
    });

    it("have no secret value", () => {
      const found = objects.flatMap(({ file, object }) =>
        secretValues(object, { shape: kinds.shapeOf(object) }).map(({ message }) => `${file}: ${message}`),
      );
      expect(found).toEqual([]);
    });

    it("are known for every kind", () => {
      const unknown = objects.filter(({ object }) => kinds.shapeOf(object) === undefined);
      expect(unknown.map(({ object }) => `${object.apiVersion}/${object.kind}`)).toEqual([]);
    });
  },
);

it.each([
  [
    "llm-analytics-prod",
    "KafkaNodePool",
    { spec: { storage: { volumes: [{ id: 0, type: "persistent-claim", deleteClaim: true }] } } },
  ],
  ["llm-analytics-prod", "Kafka", { spec: { kafka: { authorization: null } } }],
  [
    "llm-analytics-prod",
    "Kafka",
    { spec: { kafka: { listeners: [{ name: "open", port: 9092, type: "internal", tls: false }] } } },
  ],
  ["llm-analytics-prod", "KafkaNodePool", { spec: { template: { pod: { securityContext: { runAsUser: 0 } } } } }],
  ["llm-analytics-classic", "NetworkPolicy", { spec: { ingress: [{}] } }],
  ["msk-prod", "Namespace", { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } }],
])("a patch of %s's %s that removes a protection is refused", (name, kind, merge) => {
  expect(codesWith(name, { kind, name: "*", merge })).toContain("SF3209");
  expect(codesWith(name, { kind, name: "*", merge, reason: "the team decided so" })).not.toContain("SF3209");
});

it.each([
  ["llm-analytics-prod", "Kafka", { spec: { kafka: { replicsa: 3 } } }],
  ["llm-analytics-prod", "KafkaTopic", { spec: { partitions: "12" } }],
  ["llm-analytics-classic", "Certificate", { spec: { renewBefor: "1h" } }],
  ["msk-prod", "PrometheusRule", { spec: { groups: {} } }],
  ["llm-analytics-classic", "StatefulSet", { spec: { template: { spec: { priority_class: "high" } } } }],
])("a patch of %s's %s that breaks its schema is refused", (name, kind, merge) => {
  expect(codesWith(name, { kind, name: "*", merge })).toContain("SF3208");
});

/** Codes of what compiling an example with a patch says. */
function codesWith(name: string, patch: object): readonly string[] | undefined {
  const environment = environments.find((candidate) => candidate.name === name);
  if (!environment) throw new Error(`no environment ${name}`);
  const patched = changed(environment, [["patches", "broken"], patch]);
  const { system } = assemble(patched, platformOf(patched));
  return system && compile(system).diagnostics.map(({ code }) => code);
}
