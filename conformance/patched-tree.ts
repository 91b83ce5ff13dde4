import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { copyOfTree, root, run } from "./run.js";

/** The environment that the patches and the extra files are for. */
export const patchedEnvironment = "msk-dev";

/** A patch of every kind of output. */
const patchesFor = {
  common: {
    "topics-priority": {
      kind: "Job",
      name: "topics",
      merge: { spec: { template: { spec: { terminationGracePeriodSeconds: 45 } } } },
    },
    "namespace-note": {
      kind: "Namespace",
      name: "streaming",
      json: [{ op: "add", path: "/metadata/annotations/acme.example.com~1team", value: "data-platform" }],
    },
    "cluster-timeouts": {
      terraform: "msk",
      resource: "aws_msk_cluster.cluster",
      merge: { timeouts: { create: "3h" }, tags: { "acme-note": "patched" } },
    },
    "secrets-replicas": {
      helm: "external-secrets",
      merge: { replicaCount: 1, podAnnotations: { "acme.example.com/a": "b" } },
    },
    "stack-interval": { kind: "Terraform", name: "msk-dev-msk", merge: { spec: { retryInterval: "3m" } } },
  },
  flux: {
    entry: { kind: "Kustomization", name: "msk-dev-kubernetes-topics", merge: { spec: { timeout: "20m" } } },
  },
  argocd: {
    entry: { kind: "Application", name: "msk-dev-kubernetes-topics", merge: { spec: { revisionHistoryLimit: 3 } } },
  },
};

const objects = `apiVersion: v1
kind: ConfigMap
metadata:
  name: acme-notes
data:
  note: "{{ braces }} \${dollar} stay as they are"
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: acme-reader
rules:
  - apiGroups: [""]
    resources: [configmaps]
    verbs: [get]
`;

const stack = `resource "aws_cloudwatch_log_group" "audit" {
  name              = "/acme/audit"
  retention_in_days = 30
}

resource "aws_ssm_parameter" "audit" {
  name  = "/acme/audit/group"
  type  = "String"
  value = aws_cloudwatch_log_group.audit.arn
}
`;

/** A tree in which an environment has a patch of every kind of output, and manifests and Terraform of its own, generated anew. */
export function patchedTree(engine: "flux" | "argocd"): string {
  const tree = copyOfTree();
  cpSync(join(root, "environments"), join(tree, "environments"), { recursive: true });
  for (const folder of [".git", "extra"]) mkdirSync(join(tree, folder), { recursive: true });
  writeFileSync(join(tree, "extra/notes.yaml"), objects);
  writeFileSync(join(tree, "extra/audit.tf"), stack);
  const file = join(tree, "environments", `${patchedEnvironment}.yaml`);
  const environment = parseDocument(readFileSync(file, "utf8"));
  environment.setIn(["delivery", "engine"], engine);
  environment.set("patches", { ...patchesFor.common, ...patchesFor[engine] });
  environment.set("extra", {
    kubernetes: { notes: { files: ["../extra/*.yaml"], after: ["terraform/extra-audit"] } },
    terraform: { audit: { files: ["../extra/audit.tf"] } },
  });
  writeFileSync(file, String(environment));
  const program = join(root, "packages/cli/dist/main.js");
  const { status, output } = run(process.execPath, [program, "synth", patchedEnvironment], { cwd: tree });
  if (status !== 0) throw new Error(output);
  return tree;
}
