import { describe, expect, it } from "vitest";
import type { Step } from "../component/description.js";
import { chart, fileOf, hosts, type PlanOf, planOf, stack } from "../delivery/testing.js";

const firstSteps = (plan: PlanOf) =>
  (fileOf(planOf(plan), "README.md").split("## First steps\n")[1] ?? "").split("\n## ")[0] ?? "";
const titles = (plan: PlanOf) => [...firstSteps(plan).matchAll(/^### \d+\. (.*)$/gm)].map(([, title]) => title);
const chapter = (component: string, ...steps: readonly Step[]) => ({ component, title: component, steps });

const units = [
  hosts("secrets"),
  stack("network"),
  stack("secrets"),
  stack("msk", { dependsOn: ["terraform/network", "terraform/secrets"] }),
  chart("topics", { dependsOn: ["terraform/msk"] }),
];
const chapters = [
  chapter("topics", { when: "after", title: "List the topics" }, { when: "before", title: "Agree on names" }),
  chapter("secrets", { when: "after", title: "Fill the secrets", text: "Makes passwords.", commands: ["./fill.sh"] }),
  chapter("msk", { when: "before", title: "Raise the quota" }, { when: "teardown", title: "Turn off the protection" }),
];

describe("first steps", () => {
  it("go from nothing to a running environment, the components' steps where they belong", () => {
    expect(titles({ units, chapters })).toEqual([
      "Create the bucket of the Terraform state",
      "Apply the delivery folder",
      "Approve plans",
      "Approve `terraform/network` and `terraform/secrets`",
      "Fill the secrets",
      "Raise the quota",
      "Agree on names",
      "Approve `terraform/msk`",
      "List the topics",
      "Check that everything is ready",
    ]);
  });

  it("say when a component's step is due", () => {
    const text = firstSteps({ units, chapters });
    expect(text).toContain("Once `terraform/secrets` is applied. Makes passwords.\n\n```sh\n./fill.sh\n```");
    expect(text).toContain("Before `terraform/msk` is applied.");
    expect(text).toContain("Once `kubernetes/topics` is ready.");
  });

  it("approve wave by wave, since Argo CD waits for a whole wave", () => {
    const late = [...units, stack("alarms", { dependsOn: ["terraform/msk"] }), stack("role")];
    expect(firstSteps({ units: late, delivery: { engine: "argocd" } })).toContain(
      "approve test-network test-secrets test-role test-msk test-alarms",
    );
  });

  it("without approvals put what comes before everything before the delivery folder", () => {
    expect(titles({ units, chapters, state: { create: false }, delivery: { approval: "auto" } })).toEqual([
      "Raise the quota",
      "Agree on names",
      "Apply the delivery folder",
      "Fill the secrets",
      "List the topics",
      "Check that everything is ready",
    ]);
  });

  it("tell the pipeline's order of the stacks, before the charts that read what they publish", () => {
    const pipeline = { units, chapters, delivery: { terraform: "pipeline" } } as const;
    expect(titles(pipeline)).toEqual([
      "Create the bucket of the Terraform state",
      "Apply `terraform/network` and `terraform/secrets`",
      "Fill the secrets",
      "Raise the quota",
      "Apply `terraform/msk`",
      "Agree on names",
      "Apply the delivery folder",
      "List the topics",
      "Check that everything is ready",
    ]);
    expect(firstSteps(pipeline)).toContain("terraform -chdir=generated/test/terraform/msk apply");
  });

  it("keep a step of a component that applies nothing", () => {
    const idle = [chapter("idle", { when: "before", title: "Ask" }, { when: "after", title: "Tell" })];
    expect(titles({ chapters: idle })).toEqual([
      "Ask",
      "Apply the delivery folder",
      "Tell",
      "Check that everything is ready",
    ]);
  });

  it("show a component's Markdown as it is", () => {
    const steps = [
      chapter("idle", { when: "after", title: "Open `x`", text: "See [the guide](https://example.com)." }),
    ];
    expect(firstSteps({ chapters: steps })).toMatch(
      /### \d\. Open `x`\n\nSee \[the guide\]\(https:\/\/example\.com\)\./,
    );
  });

  it("merge into Argo CD's own ConfigMap", () => {
    expect(firstSteps({ delivery: { engine: "argocd" } })).toContain(
      "kubectl apply --server-side --field-manager=streamform-test --kustomize generated/test/delivery",
    );
  });

  it("name the cluster that the spec names, as one word of a shell", () => {
    expect(firstSteps({ kubernetes: { namespace: "streaming", context: "my cluster's" } })).toContain(
      "kubectl --context 'my cluster'\\''s' apply --kustomize",
    );
  });
});
