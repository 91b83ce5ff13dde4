import { describe, expect, it } from "vitest";
import { environmentOf, platformOf } from "../../component/testing.js";
import { type Provenance, tracer } from "../../provenance/provenance.js";
import { app, objectOf, faults, lines, files, object, module } from "./testing.js";

describe("a patch", () => {
  it("changes a Kubernetes object by kind and name, and nothing else", () => {
    const merge = { spec: { template: { spec: { priorityClassName: "high" } } } };
    const [before, after] = [files({}), files({ p: { kind: "StatefulSet", name: "broker", merge } })];
    const different = [...after].filter(([path, content]) => before.get(path) !== content).map(([path]) => path);
    expect(different).toEqual(["kubernetes/app/statefulset-broker.yaml"]);
    expect(object(after, "StatefulSet", /broker/)).toMatchObject(merge);
  });

  it("changes all objects of a kind by *, and by JSON patch", () => {
    const json = [{ op: "add", path: "/spec/template/spec/priorityClassName", value: "high" }];
    const tree = files({ p: { kind: "Job", name: "*", json } });
    expect(object(tree, "Job", /apply/)).toMatchObject({ spec: { template: { spec: { priorityClassName: "high" } } } });
  });

  it("removes a field by null, also below a layer that sets it", () => {
    const tree = files({ p: { kind: "StatefulSet", name: "broker", merge: { spec: { replicas: null } } } });
    expect(object(tree, "StatefulSet", /broker/)).not.toHaveProperty("spec.replicas");
  });

  it("gives a Job another name, since a Job cannot be changed; the name is the same every time", () => {
    const patch = { kind: "Job", name: "apply", merge: { spec: { backoffLimit: 2 } } };
    const [once, twice] = [files({ p: patch }), files({ p: patch })];
    const { name } = object(once, "Job", /apply/).metadata;
    expect(name).toMatch(/^apply-[0-9a-f]{10}$/);
    expect(name).not.toBe(object(files({}), "Job", /apply/).metadata.name);
    expect(once.has("kubernetes/app/job-apply.yaml")).toBe(true);
    expect([...once]).toEqual([...twice]);
  });

  it("gives a ConfigMap that is named by its content another name, wherever pods refer to it", () => {
    const tree = files({ p: { kind: "ConfigMap", name: "settings", merge: { data: { level: "debug" } } } });
    const { name } = object(tree, "ConfigMap", /settings/).metadata;
    const before = files({});
    expect(name).not.toBe(object(before, "ConfigMap", /settings/).metadata.name);
    const job = object(tree, "Job", /apply/);
    expect(job).toMatchObject({ spec: { template: { spec: { volumes: [{ configMap: { name } }] } } } });
    expect(job.metadata.name).not.toBe(object(before, "Job", /apply/).metadata.name);
  });

  it("changes a Terraform resource by its address; expressions are Terraform's", () => {
    const merge = { retention_in_days: 30, kms_key_id: "${data.aws_kms_alias.logs.arn}" };
    const tree = files({ p: { terraform: "app", resource: "aws_cloudwatch_log_group.logs", merge } });
    expect(module(tree)).toMatchObject({
      resource: { aws_cloudwatch_log_group: { logs: { name: "/app", ...merge } } },
    });
  });

  it.each(["flux", "argocd"] as const)("changes a Helm release's values, whatever the engine (%s)", (engine) => {
    const tree = files({ p: { helm: "operator", merge: { resources: { limits: { memory: "512Mi" } } } } }, engine);
    const text = [...tree.values()].join("\n");
    expect(text).toContain("memory: 512Mi");
    expect(text).not.toContain("memory: 256Mi");
  });

  it.each([
    ["flux", "Kustomization", "test-kubernetes-app", { spec: { timeout: "30m" } }],
    ["flux", "Terraform", "test-app", { spec: { runnerPodTemplate: { spec: { nodeSelector: { pool: "ops" } } } } }],
    ["flux", "GitRepository", "test", { spec: { timeout: "3m" } }],
    ["flux", "HelmRelease", "test-operator", { spec: { timeout: "20m" } }],
    ["argocd", "Application", "test-kubernetes-app", { spec: { revisionHistoryLimit: 3 } }],
    ["argocd", "AppProject", "test", { spec: { orphanedResources: { warn: true } } }],
  ] as const)("changes what delivers it: %s's %s", (engine, kind, name, merge) => {
    const tree = files({ p: { kind, name, merge } }, engine);
    expect(object(tree, kind, new RegExp(`^${name}$`))).toMatchObject(merge);
  });

  it("is what a patched value came from, for explain", () => {
    const patches = {
      p: {
        kind: "StatefulSet",
        name: "broker",
        merge: { spec: { template: { spec: { priorityClassName: "high" } } } },
      },
      logs: { terraform: "app", resource: "aws_cloudwatch_log_group.logs", merge: { retention_in_days: 30 } },
      values: { helm: "operator", merge: { replicas: 2 } },
      entry: { kind: "Kustomization", name: "test-kubernetes-app", merge: { spec: { timeout: "30m" } } },
    };
    const trace = tracer(environmentOf(objectOf(patches), [app]), platformOf([app]));
    const origins = (file: string, pointer: string) =>
      (trace(file, pointer) as Provenance).origins.map(({ path }) => path);
    expect(origins("kubernetes/app/statefulset-broker.yaml", "/spec/template/spec/priorityClassName")).toEqual([
      "patches.p.merge.spec.template.spec.priorityClassName",
    ]);
    expect(origins("terraform/app/main.tf.json", "/resource/aws_cloudwatch_log_group/logs/retention_in_days")).toEqual([
      "patches.logs.merge.retention_in_days",
    ]);
    expect(origins("delivery/helm/app/helmrelease-test-operator.yaml", "/spec/values/replicas")).toEqual([
      "patches.values.merge.replicas",
    ]);
    // The environment's name decides as well: under another one the patch matches nothing.
    expect(origins("delivery/kustomization-test-kubernetes-app.yaml", "/spec/timeout")).toEqual([
      "name",
      "patches.entry.merge.spec.timeout",
    ]);
  });
});

describe("a patch that matches nothing", () => {
  it.each([
    ["a name", { kind: "StatefulSet", name: "brokr", merge: { a: 1 } }, "patches.p.name", "did you mean broker?"],
    ["a kind", { kind: "Statefulset", name: "broker", merge: { a: 1 } }, "patches.p.kind", "did you mean StatefulSet?"],
    [
      "a name far from all others",
      { kind: "ConfigMap", name: "x", merge: { a: 1 } },
      "patches.p.name",
      "there are settings",
    ],
    [
      "a group",
      { kind: "StatefulSet", group: "batch", name: "broker", merge: { a: 1 } },
      "patches.p.group",
      "there is apps in streaming",
    ],
    [
      "a namespace",
      { kind: "Service", group: "", namespace: "x", name: "broker", merge: { a: 1 } },
      "patches.p.namespace",
      '"" in streaming',
    ],
    [
      "a stack",
      { terraform: "ap", resource: "aws_vpc.vpc", merge: { a: 1 } },
      "patches.p.terraform",
      "did you mean app?",
    ],
    [
      "an address",
      { terraform: "app", resource: "aws_cloudwatch_log_group.log", merge: { a: 1 } },
      "patches.p.resource",
      "did you mean aws_cloudwatch_log_group.logs?",
    ],
    ["a release", { helm: "operater", merge: { a: 1 } }, "patches.p.helm", "did you mean operator?"],
  ])("is refused, and what was meant is named: %s", (_, patch, path, hint) => {
    expect(faults(patch)).toMatchObject([{ code: "SF3201", path, position: { file: "environment" } }]);
    expect(faults(patch)[0]?.hint).toContain(hint);
  });

  it("is refused where it matches kinds of two API groups, until it names one", () => {
    const merge = { metadata: { annotations: { a: "b" } } };
    expect(lines({ kind: "Service", name: "*", merge })).toEqual([
      'SF3202 patches.p.name p matches objects of several API groups: "", acme.example',
    ]);
    expect(lines({ kind: "Service", name: "*", group: "acme.example", merge })).toEqual([]);
  });

  it("only warns where it changes nothing", () => {
    const found = faults({ kind: "StatefulSet", name: "broker", merge: { spec: { replicas: 3 } } });
    expect(found).toMatchObject([{ code: "SF3203", severity: "warning", path: "patches.p.merge" }]);
  });
});
