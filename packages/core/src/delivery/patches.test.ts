import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { artifactsOf } from "../artifacts.js";
import { compile } from "../compile/compile.js";
import { contentName } from "../compile/kubernetes/content-name.js";
import { customResource } from "../compile/kubernetes/custom-resource.js";
import { defineComponent } from "../component/component.js";
import { environmentOf, platformOf, systemOf } from "../component/testing.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Manifest } from "../kinds/manifest.js";
import { type Provenance, tracer } from "../provenance/provenance.js";
import { patchFaults } from "./patched-folders.js";

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};
const podOf = (labels: object, rest: object = {}) => ({
  metadata: { labels },
  spec: {
    containers: [
      {
        name: "main",
        image: "main:1",
        securityContext: restricted,
        env: [{ name: "LEVEL", value: "info" }],
        ports: [{ containerPort: 9092 }],
      },
    ],
    ...rest,
  },
});
const manifestsOf = (configMap: string, job: string): readonly Manifest[] => [
  {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "broker", annotations: { "kustomize.toolkit.fluxcd.io/prune": "disabled" } },
    spec: {
      replicas: 3,
      serviceName: "broker",
      selector: { matchLabels: { app: "broker" } },
      template: podOf({ app: "broker", team: "data" }),
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { storageClassName: "gp3" } }],
    },
  },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "broker" },
    spec: { selector: { app: "broker" }, ports: [{ name: "kafka", port: 9092 }] },
  },
  { apiVersion: "v1", kind: "ConfigMap", metadata: { name: configMap }, data: { level: "info" } },
  {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: job },
    spec: { template: podOf({ app: "apply" }, { volumes: [{ name: "settings", configMap: { name: configMap } }] }) },
  },
  { apiVersion: "v1", kind: "Secret", metadata: { name: "login" }, data: {} },
  { apiVersion: "acme.example/v1", kind: "Service", metadata: { name: "mesh" }, spec: { size: 1 } },
];

const app = defineComponent({
  name: "app",
  title: "App",
  spec: z.strictObject({ size: z.int().default(3) }),
  kinds: [{ group: "acme.example", kind: "Service", scope: "namespace", readiness: "exists" }],
  terraform: ({ stack }) => {
    new CloudwatchLogGroup(stack, "logs", {
      name: "/app",
      retentionInDays: 7,
      kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/one",
      lifecycle: { preventDestroy: true },
    });
    new S3BucketPublicAccessBlock(stack, "closed", { bucket: "b", blockPublicAcls: true });
    return {};
  },
  kubernetes: ({ chart, helmRelease }) => {
    const names = [contentName(chart, "settings", "info"), contentName(chart, "apply", "info")] as const;
    for (const manifest of manifestsOf(...names)) customResource(chart, manifest);
    helmRelease({
      name: "operator",
      namespace: "streaming",
      chart: "operator",
      repository: "https://charts.example.com",
      version: "1.0.0",
      values: { replicas: 1, resources: { limits: { memory: "256Mi" } } },
      provides: [],
    });
  },
});

type Engine = "flux" | "argocd";
const objectOf = (patches: object, engine: Engine = "flux") => ({
  app: {},
  patches,
  delivery: { engine, repository: "https://github.com/acme/streaming" },
});

/** Everything that is said of patches, or of one that is called `p`. */
function faults(patch: object, engine: Engine = "flux"): readonly Diagnostic[] {
  const { plan, diagnostics } = compile(systemOf(objectOf({ p: patch }, engine), [app]));
  return plan ? [...diagnostics, ...patchFaults(plan)] : diagnostics;
}

const lines = (patch: object) => faults(patch).map(({ code, path, message }) => `${code} ${path} ${message}`);

/** Files of the environment with such patches, by path. */
function files(patches: object, engine: Engine = "flux"): ReadonlyMap<string, string> {
  const { plan, diagnostics } = compile(systemOf(objectOf(patches, engine), [app]));
  if (!plan) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const wrong = patchFaults(plan);
  if (wrong.length > 0) throw new Error(wrong.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return new Map(artifactsOf(plan).map(({ path, content }) => [path, content]));
}

function object(tree: ReadonlyMap<string, string>, kind: string, name: RegExp): Manifest {
  const all = [...tree].filter(([path]) => path.endsWith(".yaml")).map(([, content]) => parse(content) as Manifest);
  const found = all.find((manifest) => manifest.kind === kind && name.test(manifest.metadata?.name ?? ""));
  if (!found) throw new Error(`no ${kind} ${name.source}`);
  return found;
}

const module = (tree: ReadonlyMap<string, string>) => JSON.parse(tree.get("terraform/app/main.tf.json") ?? "") as never;

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

describe("a patch must not", () => {
  const set = (merge: object) => ({ kind: "StatefulSet", name: "broker", merge });
  const inPod = (spec: object) => set({ spec: { template: { spec } } });
  const logs = (merge: object) => ({ terraform: "app", resource: "aws_cloudwatch_log_group.logs", merge });

  it.each([
    ["rename an object", set({ metadata: { name: "other" } }), "SF3205 patches.p.merge.metadata.name"],
    [
      "move it to another namespace",
      set({ metadata: { namespace: "x" } }),
      "SF3205 patches.p.merge.metadata.namespace",
    ],
    ["change its kind", set({ kind: "Deployment" }), "SF3205 patches.p.merge.kind"],
    ["change the host names of pods", set({ spec: { serviceName: "x" } }), "SF3205 patches.p.merge.spec.serviceName"],
    [
      "change a selector",
      set({ spec: { selector: { matchLabels: { a: "b" } } } }),
      "SF3206 patches.p.merge.spec.selector",
    ],
    [
      "change a label that pods are selected by",
      set({ spec: { template: { metadata: { labels: { app: "x" } } } } }),
      "SF3206 patches.p.merge.spec.template.metadata.labels.app",
    ],
    [
      "point a Service elsewhere",
      { kind: "Service", group: "", name: "broker", merge: { spec: { selector: { app: "x" } } } },
      "SF3206 patches.p.merge.spec.selector",
    ],
    [
      "write a Secret's data",
      { kind: "Secret", name: "login", merge: { stringData: { a: "b" } } },
      "SF3207 patches.p.merge.stringData",
    ],
    [
      "write a secret into a variable",
      inPod({ containers: [{ name: "main", env: [{ name: "DB_PASSWORD", value: "hunter2" }] }] }),
      "SF3207 patches.p.merge.spec.template.spec.containers[0].env",
    ],
    [
      "write a private key",
      { kind: "ConfigMap", name: "settings", merge: { data: { key: "-----BEGIN PRIVATE KEY-----\nx" } } },
      "SF3207 patches.p.merge.data.key",
    ],
    ["write a secret into a resource", logs({ tags: { password: "hunter2" } }), "SF3207 patches.p.merge.tags.password"],
    [
      "write a secret into values",
      { helm: "operator", merge: { auth: { adminPassword: "hunter2" } } },
      "SF3207 patches.p.merge.auth.adminPassword",
    ],
    ["make text of a number", set({ spec: { replicas: "4" } }), "SF3208 patches.p.merge.spec.replicas"],
    [
      "make a number of an annotation",
      set({ metadata: { annotations: { "a.example/b": 1 } } }),
      'SF3208 patches.p.merge.metadata.annotations["a.example/b"]',
    ],
    [
      "make a map of a list",
      inPod({ containers: { main: {} } }),
      "SF3208 patches.p.merge.spec.template.spec.containers",
    ],
    ["set an argument that a resource does not have", logs({ retention: 30 }), "SF3208 patches.p.merge.retention"],
    ["set an attribute that AWS gives", logs({ arn: "arn:aws:x" }), "SF3208 patches.p.merge.arn"],
    ["break a pod's security", inPod({ hostNetwork: true }), "SF3209 patches.p.merge.spec.template.spec.hostNetwork"],
    [
      "add a container without any",
      inPod({ containers: [{ name: "proxy", image: "proxy:1" }] }),
      "SF3209 patches.p.merge.spec.template.spec.containers",
    ],
    [
      "let the engine prune what holds data",
      set({ metadata: { annotations: { "kustomize.toolkit.fluxcd.io/prune": null } } }),
      'SF3209 patches.p.merge.metadata.annotations["kustomize.toolkit.fluxcd.io/prune"]',
    ],
    [
      "let Terraform destroy what is protected",
      logs({ lifecycle: { prevent_destroy: false } }),
      "SF3209 patches.p.merge.lifecycle.prevent_destroy",
    ],
    ["take a key away", logs({ kms_key_id: null }), "SF3209 patches.p.merge.kms_key_id"],
    [
      "open a bucket",
      { terraform: "app", resource: "aws_s3_bucket_public_access_block.closed", merge: { block_public_acls: false } },
      "SF3209 patches.p.merge.block_public_acls",
    ],
    ["use another provider", logs({ provider: "aws.other" }), "SF3205 patches.p.merge.provider"],
    [
      "name what is not there",
      { kind: "StatefulSet", name: "broker", json: [{ op: "replace", path: "/spec/replica", value: 1 }] },
      "SF3204 patches.p.json[0]",
    ],
  ])("%s", (_, patch, expected) => {
    const found = lines(patch);
    expect(found).not.toEqual([]);
    for (const line of found) expect(line.startsWith(expected)).toBe(true);
    expect(faults(patch).every(({ severity, position }) => severity === "error" && position !== undefined)).toBe(true);
  });

  it("repeat a secret value in what it says", () => {
    const found = faults(inPod({ containers: [{ name: "main", env: [{ name: "DB_PASSWORD", value: "hunter2" }] }] }));
    expect(found).toMatchObject([{ sensitive: true }]);
    expect(JSON.stringify(found)).not.toContain("hunter2");
  });

  it("take a protection away, unless it says why", () => {
    const patch = logs({ lifecycle: { prevent_destroy: false } });
    expect(lines({ ...patch, reason: "the group moves to another account" })).toEqual([]);
  });

  it("write a secret, whatever the reason", () => {
    const patch = { kind: "Secret", name: "login", merge: { data: { a: "b" } }, reason: "we have always done it" };
    expect(lines(patch)).toMatchObject([expect.stringContaining("SF3207")]);
  });

  it.each([
    [
      "another storage class of a StatefulSet's claims",
      set({ spec: { volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { storageClassName: "io2" } }] } }),
    ],
  ])("pass without a warning where the field cannot change later: %s", (_, patch) => {
    expect(faults(patch)).toMatchObject([{ code: "SF3210", severity: "warning" }]);
  });

  it.each([
    [
      "a port by name",
      { kind: "Service", group: "", name: "broker", merge: { spec: { ports: [{ port: 9092, targetPort: "kafka" }] } } },
    ],
    ["a label of its own", set({ spec: { template: { metadata: { labels: { team: "other" } } } } })],
    [
      "a variable that only names a secret",
      inPod({ containers: [{ name: "main", env: [{ name: "PASSWORD_FILE", value: "/etc/p" }] }] }),
    ],
    [
      "a variable from a Secret",
      inPod({
        containers: [
          {
            name: "main",
            env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
          },
        ],
      }),
    ],
    [
      "a container that keeps to the standard",
      inPod({ containers: [{ name: "proxy", image: "proxy:1", securityContext: restricted }] }),
    ],
    ["another key", logs({ kms_key_id: "${aws_kms_key.other.arn}" })],
    [
      "arguments that Terraform gives every resource",
      logs({ depends_on: ["aws_iam_role.x"], lifecycle: { ignore_changes: ["tags"] } }),
    ],
  ])("be refused for %s", (_, patch) => {
    expect(lines(patch)).toEqual([]);
  });
});
