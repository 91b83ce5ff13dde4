import { describe, expect, it } from "vitest";
import { faults, lines, restricted } from "./testing.js";

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
    [
      "write a secret into an argument",
      inPod({ containers: [{ name: "main", args: ["--sasl.password=hunter2"] }] }),
      "SF3207 patches.p.merge.spec.template.spec.containers",
    ],
    [
      "write a secret behind an argument",
      inPod({ containers: [{ name: "main", args: ["--password", "hunter2"] }] }),
      "SF3207 patches.p.merge.spec.template.spec.containers",
    ],
    [
      "write a secret under its name into a ConfigMap",
      { kind: "ConfigMap", name: "settings", merge: { data: { "db.password": "hunter2" } } },
      'SF3207 patches.p.merge.data["db.password"]',
    ],
    [
      "write a secret into a file",
      { kind: "ConfigMap", name: "settings", merge: { data: { "a.properties": "user=ann\npassword = hunter2\n" } } },
      'SF3207 patches.p.merge.data["a.properties"]',
    ],
    [
      "write the credentials of a URL",
      {
        kind: "ConfigMap",
        name: "settings",
        merge: { data: { database: "postgres://ann:hunter2@db.acme.example/x" } },
      },
      "SF3207 patches.p.merge.data.database",
    ],
    [
      "write a secret into an object that no schema describes",
      { kind: "Service", group: "acme.example", name: "mesh", merge: { spec: { auth: { password: "hunter2" } } } },
      "SF3207 patches.p.merge.spec.auth",
    ],
    [
      "write a variable's secret into values",
      { helm: "operator", merge: { extraEnv: [{ name: "AWS_SECRET_ACCESS_KEY", value: "hunter2" }] } },
      "SF3207 patches.p.merge.extraEnv",
    ],
    ["write a secret into a resource", logs({ tags: { password: "hunter2" } }), "SF3207 patches.p.merge.tags.password"],
    [
      "write a secret into values",
      { helm: "operator", merge: { auth: { adminPassword: "hunter2" } } },
      "SF3207 patches.p.merge.auth.adminPassword",
    ],
    [
      "write a secret that has an expression in it",
      inPod({ containers: [{ name: "main", env: [{ name: "DB_PASSPHRASE", value: "a${b" }] }] }),
      "SF3207 patches.p.merge.spec.template.spec.containers",
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
    ["set a field that the kind does not have", set({ spec: { replcas: 4 } }), "SF3208 patches.p.merge.spec.replcas"],
    [
      "set a field that a container does not have",
      inPod({ containers: [{ name: "main", imagePulPolicy: "Always" }] }),
      "SF3208 patches.p.merge.spec.template.spec.containers[0].imagePulPolicy",
    ],
    [
      "make text of a list, by an operation",
      {
        kind: "StatefulSet",
        name: "broker",
        json: [{ op: "add", path: "/spec/template/spec/containers/0/command", value: "sh" }],
      },
      "SF3208 patches.p.json[0]",
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
    [
      "let AWS be destroyed",
      { kind: "Terraform", name: "*", merge: { spec: { destroy: true } } },
      "SF3209 patches.p.merge.spec.destroy",
    ],
    [
      "apply every plan without a look at it",
      { kind: "Terraform", name: "*", merge: { spec: { approvePlan: "auto" } } },
      "SF3209 patches.p.merge.spec.approvePlan",
    ],
    [
      "point the engine elsewhere",
      { kind: "Kustomization", name: "test-kubernetes-app", merge: { spec: { path: "./elsewhere" } } },
      "SF3209 patches.p.merge.spec.path",
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
    [
      "a quantity that is a number",
      inPod({ containers: [{ name: "main", resources: { limits: { cpu: 2, memory: "1Gi" } } }] }),
    ],
    [
      "settings about secrets",
      inPod({
        containers: [
          {
            name: "main",
            env: [
              { name: "MAX_TOKENS", value: "4096" },
              { name: "PASSWORD_MIN_LENGTH", value: "12" },
              { name: "SECRET_REFRESH_INTERVAL", value: "1h" },
            ],
          },
        ],
      }),
    ],
    ["a label of its own", set({ spec: { template: { metadata: { labels: { team: "other" } } } } })],
    [
      "a variable that only names a secret",
      inPod({ containers: [{ name: "main", env: [{ name: "PASSWORD_FILE", value: "/etc/p" }] }] }),
    ],
    [
      "references to secrets",
      {
        kind: "ConfigMap",
        name: "settings",
        merge: {
          data: {
            "db.password": "${file:/mnt/db:password}",
            "a.properties": "password=${env:PASSWORD}\nssl.key.password.file=/mnt/key\n",
            "b.json": '{"passwordFile": "/mnt/p", "tokenUrl": "https://login.acme.example/token"}',
            database: "postgres://ann:${DB_PASSWORD}@db.acme.example/x",
          },
        },
      },
    ],
    [
      "the name of a Secret",
      inPod({ imagePullSecrets: [{ name: "registry" }], volumes: [{ name: "s", secret: { secretName: "login" } }] }),
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
