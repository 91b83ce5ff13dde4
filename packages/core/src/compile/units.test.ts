import { ApiObject } from "cdk8s";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "../component/component.js";
import { planOf } from "./testing.js";

const spec = z.strictObject({});

describe("units", () => {
  it("are made of what a component has: a stack, a chart, files, or nothing", () => {
    const nothing = defineComponent({
      name: "nothing",
      title: "Nothing",
      spec,
      kubernetes: () => undefined,
      files: () => undefined,
    });
    const stack = defineComponent({ name: "stack", title: "Stack", spec, terraform: () => ({ value: "x" }) });
    const files = defineComponent({ name: "files", title: "Files", spec, files: ({ file }) => file("a.txt", "a\n") });
    expect(
      planOf({ nothing: {}, stack: {}, files: {} }, [nothing, stack, files]).units.map(({ id, kind }) => [id, kind]),
    ).toEqual([
      ["hosts/files", "hosts"],
      ["terraform/stack", "terraform"],
    ]);
  });

  it("of a chart that is a Helm release alone have no files: the GitOps engine has an object for it", () => {
    const release = {
      name: "eso",
      namespace: "eso",
      chart: "external-secrets",
      repository: "https://charts.example.com",
      version: "1.0.0",
      values: {},
      provides: ["external-secrets.io"],
    };
    const eso = defineComponent({
      name: "eso",
      title: "ESO",
      spec,
      kubernetes: ({ helmRelease }) => helmRelease(release),
    });
    expect(planOf({ eso: {} }, [eso]).units).toMatchObject([
      { id: "kubernetes/eso", artifacts: [], helmReleases: [release] },
    ]);
  });

  it("wait for another component's objects where theirs do not tell, and where there are any", () => {
    const topics = defineComponent({
      name: "topics",
      title: "Topics",
      spec,
      kubernetes: ({ chart }) => {
        new ApiObject(chart, "topics", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "topics" } });
      },
    });
    const app = defineComponent({
      name: "app",
      title: "App",
      spec,
      kubernetes: ({ chart, waitFor }) => {
        waitFor(topics);
        new ApiObject(chart, "app", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "app" } });
      },
    });
    const waits = (chosen: Readonly<Record<string, unknown>>) =>
      planOf(chosen, [app, topics]).units.find(({ id }) => id === "kubernetes/app")?.dependsOn;
    expect(waits({ app: {}, topics: {} })).toEqual(["kubernetes/topics"]);
    expect(waits({ app: {} })).toEqual([]);
  });

  it("of Terraform wait for the chart that brings the controller which runs them, unless a pipeline does", () => {
    const controller = defineComponent({
      name: "tofu-controller",
      title: "tofu-controller",
      spec,
      kubernetes: ({ helmRelease }) =>
        helmRelease({
          name: "tofu",
          namespace: "flux-system",
          chart: "tofu-controller",
          repository: "https://charts.example.com",
          version: "1.0.0",
          values: {},
          provides: ["infra.contrib.fluxcd.io"],
        }),
    });
    const stack = defineComponent({ name: "stack", title: "Stack", spec, terraform: () => ({ value: "x" }) });
    const dependsOn = (terraform: string) =>
      planOf(
        {
          stack: {},
          tofuController: {},
          delivery: { engine: "flux", repository: "https://github.com/acme/streaming", terraform },
        },
        [stack, controller],
      ).units.find(({ id }) => id === "terraform/stack")?.dependsOn;
    expect(dependsOn("controller")).toEqual(["kubernetes/tofu-controller"]);
    expect(dependsOn("pipeline")).toEqual([]);
  });

  it("is no unit where the component made nothing in it", () => {
    const stack = defineComponent({ name: "stack", title: "Stack", spec, terraform: () => ({}) });
    expect(planOf({ stack: {} }, [stack]).units).toEqual([]);
  });
});
