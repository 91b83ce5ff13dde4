import { describe, expect, it } from "vitest";
import { chart, fileOf, objectOf, type PlanOf, planOf, releaseOf, stack } from "../delivery/testing.js";

const teardown = (plan: PlanOf) => fileOf(planOf(plan), "README.md").split("## Taking it down")[1] ?? "";

const units = [
  chart("controller", {
    manifests: [],
    helmReleases: [releaseOf("controller", { provides: ["infra.contrib.fluxcd.io"] })],
  }),
  stack("msk", {
    dependsOn: ["kubernetes/controller"],
    resources: [
      { type: "aws_iam_policy", id: "producer", protected: false },
      { type: "aws_msk_cluster", id: "cluster", protected: true },
      { type: "aws_route_table", id: "kept", protected: true },
      { type: "aws_s3_bucket", id: "logs", protected: false },
    ],
  }),
  chart("topics", {
    manifests: [objectOf("data.example.com/v1", "Topic", "orders"), objectOf("v1", "ConfigMap", "settings")],
    dependsOn: ["terraform/msk"],
  }),
];

describe("taking it down", () => {
  it("names what is protected, holds data or is slow to bring back, and nothing else", () => {
    expect(
      teardown({ units })
        .split("\n")
        .filter((line) => line.startsWith("| `")),
    ).toEqual([
      "| `kubernetes/controller` | chart `controller`, with its CRDs and all their objects |",
      "| `terraform/msk` | `aws_msk_cluster.cluster`, which Terraform refuses to destroy |",
      "| `terraform/msk` | `aws_route_table.kept`, which Terraform refuses to destroy |",
      "| `terraform/msk` | `aws_s3_bucket.logs` |",
      "| `kubernetes/topics` | `Topic orders` |",
    ]);
  });

  it("begins with what components ask for, while the stacks are still applied", () => {
    const steps = [{ when: "teardown" as const, title: "Turn off the protection", text: "Write `false`." }];
    const text = teardown({ units, chapters: [{ component: "msk", steps }] });
    expect(text).toMatch(/### 1\. Turn off the protection\n\nWrite `false`\.\n\n### 2\. Stop the reconciliation/);
    expect(
      fileOf(planOf({ units, chapters: [{ component: "msk", steps }] }), "README.md").match(/Turn off/g),
    ).toHaveLength(1);
  });

  it.each(["flux", "argocd"] as const)(
    "by %s removes the last unit first, and a stack's object before its controller",
    (engine) => {
      const text = teardown({ units, delivery: { engine } });
      const places = [
        "Stop the reconciliation",
        engine === "flux"
          ? "generated/test/kubernetes/topics"
          : "delete applications.argoproj.io test-kubernetes-topics",
        "delete terraforms.infra.contrib.fluxcd.io test-msk",
        "terraform -chdir=generated/test/terraform/msk destroy",
        engine === "flux" ? "delivery/helm/controller" : "delete applications.argoproj.io test-helm-controller",
        "Remove the remaining delivery objects",
      ].map((words) => text.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    },
  );

  it("leaves Terraform objects alone where the pipeline runs the stacks", () => {
    const text = teardown({ units, delivery: { terraform: "pipeline" } });
    expect(text).not.toContain("delete terraforms.infra");
    expect(text).toContain("terraform -chdir=generated/test/terraform/msk destroy");
  });

  it("never deletes Argo CD's own ConfigMap", () => {
    const text = teardown({ units, delivery: { engine: "argocd" } });
    expect(text).not.toMatch(/delete .*generated\/test\/delivery\n/);
    expect(text).toContain("delete --kustomize generated/test/delivery/project");
  });
});
