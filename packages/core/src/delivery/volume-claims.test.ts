import { ApiObject } from "cdk8s";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { planOf } from "../compile/testing.js";
import { defineComponent } from "../component/component.js";
import { unitArtifacts } from "./volume-claims.js";

describe("units", () => {
  it.each([
    ["flux", "claims/persistentvolumeclaim-data.yaml", ["statefulset-kafka.yaml"]],
    ["argocd", "persistentvolumeclaim-data.yaml", ["persistentvolumeclaim-data.yaml", "statefulset-kafka.yaml"]],
  ])(
    "with %s keep the claims of StatefulSets apart, where the engine would apply them too late",
    (engine, claim, resources) => {
      const kafka = defineComponent({
        name: "kafka",
        title: "Kafka",
        spec: z.strictObject({}),
        kubernetes: ({ chart }) => {
          new ApiObject(chart, "claim", {
            apiVersion: "v1",
            kind: "PersistentVolumeClaim",
            metadata: { name: "data" },
          });
          new ApiObject(chart, "set", {
            apiVersion: "apps/v1",
            kind: "StatefulSet",
            metadata: { name: "kafka" },
            spec: { template: { metadata: {}, spec: { containers: [] } } },
          });
        },
      });
      const delivery = { engine, repository: "https://git.example.com/platform.git" };
      const artifacts = unitArtifacts(planOf({ delivery, kafka: {} }, [kafka]));
      const content = (path: string) =>
        artifacts.find((file) => file.path === `kubernetes/kafka/${path}`)?.content ?? "";
      expect(content(claim)).toContain("kind: PersistentVolumeClaim");
      expect(parse(content("kustomization.yaml")).resources).toEqual(resources);
      if (engine === "flux")
        expect(parse(content("claims/kustomization.yaml")).resources).toEqual(["persistentvolumeclaim-data.yaml"]);
    },
  );
});
