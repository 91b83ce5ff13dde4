import { describe, expect, it } from "vitest";
import { chart, fileOf, type PlanOf, planOf, releaseOf, stack } from "../delivery/testing.js";

const list = (plan: PlanOf) =>
  (fileOf(planOf(plan), "README.md").split("## What must exist\n")[1] ?? "").split("\n## ")[0]?.trim().split("\n") ??
  [];
const titles = (plan: PlanOf) => list(plan).map((line) => line.match(/^- \*\*(.*?)\*\*/)?.[1]);

const controller = chart("controller", {
  manifests: [],
  helmReleases: [releaseOf("tofu-controller", { namespace: "flux-system", provides: ["infra.contrib.fluxcd.io"] })],
});

describe("what must exist", () => {
  it("is the machine, the engine, the controller of stacks with its credentials, and what the units declare", () => {
    const preconditions = [{ title: "The quota", text: "Of brokers." }];
    expect(titles({ units: [stack("msk")], delivery: { credentials: "git" }, preconditions })).toEqual([
      "On your machine",
      "Flux 2.5 or newer",
      "Git credentials",
      "tofu-controller 0.16 or newer (`infra.contrib.fluxcd.io`)",
      "AWS credentials of the runner",
      "The quota",
    ]);
  });

  it("is not what the environment installs itself", () => {
    expect(titles({ units: [controller, stack("msk")] })).toEqual(["On your machine", "Flux 2.5 or newer"]);
  });

  it("is Flux's source-controller too, where Argo CD delivers stacks", () => {
    const source = "Flux's source-controller (`source.toolkit.fluxcd.io`)";
    const argocd = { engine: "argocd" } as const;
    expect(titles({ units: [controller, stack("msk")], delivery: argocd })).toContain(source);
    expect(titles({ units: [controller], delivery: argocd })).not.toContain(source);
    expect(titles({ units: [stack("msk")], delivery: { ...argocd, terraform: "pipeline" } })).not.toContain(source);
  });

  it("is no namespace that an engine runs in or the delivery makes", () => {
    const preconditions = ["flux-system", "argocd", "elsewhere"].map((namespace) => ({
      title: `The namespace \`${namespace}\``,
      text: "Exists in the cluster.",
      namespace,
    }));
    const units = [controller, stack("msk")];
    const namespaces = (plan: PlanOf) => titles(plan).filter((title) => title?.startsWith("The namespace"));
    expect(namespaces({ units, preconditions })).toEqual(["The namespace `argocd`", "The namespace `elsewhere`"]);
    expect(namespaces({ units, preconditions, delivery: { engine: "argocd" } })).toEqual(["The namespace `elsewhere`"]);
  });

  it("shows a component's Markdown as it is, and says nothing twice", () => {
    const role = { title: "The role `arn:aws:iam::111122223333:role/x`", text: "Trusts\nthe *runner*." };
    expect(list({ preconditions: [role, { ...role }] }).slice(2)).toEqual([
      "- **The role `arn:aws:iam::111122223333:role/x`**: Trusts the *runner*.",
    ]);
  });
});
