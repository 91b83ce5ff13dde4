import { KubeCronJob, KubePod } from "cdk8s-plus-29/lib/imports/k8s.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { contribute, defineCollection } from "../component/collection.js";
import { defineComponent } from "../component/component.js";
import { planOf, refusals } from "./testing.js";

const spec = z.strictObject({});
const workloads = defineCollection<string>()("workloads");
const policies = defineComponent({ name: "network-policies", title: "Policies", spec, uses: { workloads } });

const heartbeat = (contributes: boolean, namespace?: string) =>
  defineComponent({
    name: "heartbeat",
    title: "Heartbeat",
    spec,
    kubernetes: ({ chart }) => {
      const template = { spec: { containers: [{ name: "heartbeat", image: "acme/heartbeat:1" }] } };
      new KubeCronJob(chart, "job", {
        metadata: { name: "beat", ...(namespace === undefined ? {} : { namespace }) },
        spec: { schedule: "@daily", jobTemplate: { spec: { template } } },
      });
      new KubePod(chart, "pod", { metadata: { name: "once", ...(namespace === undefined ? {} : { namespace }) } });
    },
    ...(contributes ? { contributes: [contribute(workloads, () => ["heartbeat"])] } : {}),
  });
const object = { heartbeat: {}, networkPolicies: {} };

describe("pods that their component says nothing of", () => {
  it("are a warning that names them and who would have to know, and keep nothing from being made (SF3006)", () => {
    const components = [heartbeat(false), policies];
    expect(refusals(object, components)).toEqual([
      "SF3006 heartbeat creates CronJob beat, Pod once, and contributes nothing to workloads (read by networkPolicies)",
    ]);
    expect(planOf(object, components).units.map(({ id }) => id)).toEqual(["kubernetes/heartbeat"]);
  });

  it("are none where the component contributes, where nobody reads it, and in other namespaces", () => {
    expect(refusals(object, [heartbeat(true), policies])).toEqual([]);
    expect(refusals({ heartbeat: {} }, [heartbeat(false)])).toEqual([]);
    expect(refusals(object, [heartbeat(false, "elsewhere"), policies])).toEqual([]);
  });
});
