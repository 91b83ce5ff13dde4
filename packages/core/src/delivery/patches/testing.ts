import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { parse } from "yaml";
import { z } from "zod";
import { artifactsOf } from "../../artifacts.js";
import { compile } from "../../compile/compile.js";
import { contentName } from "../../compile/kubernetes/content-name.js";
import { customResource } from "../../compile/kubernetes/custom-resource.js";
import { defineComponent } from "../../component/component.js";
import { systemOf } from "../../component/testing.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { Manifest } from "../../kinds/manifest.js";
import { patchFaults } from "../patched-folders.js";

export const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};
export const podOf = (labels: object, rest: object = {}) => ({
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

export const app = defineComponent({
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

export type Engine = "flux" | "argocd";
export const objectOf = (patches: object, engine: Engine = "flux") => ({
  app: {},
  patches,
  delivery: { engine, repository: "https://github.com/acme/streaming" },
});

/** All diagnostics about patches, or about the patch `p`. */
export function faults(patch: object, engine: Engine = "flux"): readonly Diagnostic[] {
  const { plan, diagnostics } = compile(systemOf(objectOf({ p: patch }, engine), [app]));
  return plan ? [...diagnostics, ...patchFaults(plan)] : diagnostics;
}

export const lines = (patch: object) => faults(patch).map(({ code, path, message }) => `${code} ${path} ${message}`);

/** Files of the environment with such patches, by path. */
export function files(patches: object, engine: Engine = "flux"): ReadonlyMap<string, string> {
  const { plan, diagnostics } = compile(systemOf(objectOf(patches, engine), [app]));
  if (!plan) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const wrong = patchFaults(plan);
  if (wrong.length > 0) throw new Error(wrong.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return new Map(artifactsOf(plan).map(({ path, content }) => [path, content]));
}

export function object(tree: ReadonlyMap<string, string>, kind: string, name: RegExp): Manifest {
  const all = [...tree].filter(([path]) => path.endsWith(".yaml")).map(([, content]) => parse(content) as Manifest);
  const found = all.find((manifest) => manifest.kind === kind && name.test(manifest.metadata?.name ?? ""));
  if (!found) throw new Error(`no ${kind} ${name.source}`);
  return found;
}

export const module = (tree: ReadonlyMap<string, string>) =>
  JSON.parse(tree.get("terraform/app/main.tf.json") ?? "") as never;
