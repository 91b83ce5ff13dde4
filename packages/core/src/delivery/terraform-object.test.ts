import { describe, expect, it } from "vitest";
import { chart, hosts, objectNamed, objectsOf, planOf, stack } from "./testing.js";

const terraform = (plan: Parameters<typeof planOf>[0], name: string) =>
  objectNamed(planOf(plan), "Terraform", name).spec;

describe("a stack's Terraform object", () => {
  it("runs the module with its own S3 backend, and saves the plan that is approved", () => {
    expect(terraform({ units: [stack("msk")] }, "test-msk").backendConfig).toEqual({
      customConfiguration: `backend "s3" {
  bucket = "terraform-state"
  encrypt = true
  key = "test/msk/terraform.tfstate"
}
`,
    });
  });

  it("reads the stack's folder from the environment's source and runs as tofu-controller's runner", () => {
    expect(terraform({ units: [stack("msk")] }, "test-msk")).toMatchObject({
      path: "./generated/test/terraform/msk",
      sourceRef: { kind: "GitRepository", name: "test", namespace: "flux-system" },
      serviceAccountName: "tf-runner",
      interval: "10m",
    });
  });

  it("approves its plans itself only when the spec says so", () => {
    expect(terraform({ units: [stack("msk")] }, "test-msk")).not.toHaveProperty("approvePlan");
    expect(terraform({ units: [stack("msk")], delivery: { approval: "auto" } }, "test-msk").approvePlan).toBe("auto");
  });

  it("waits for the stacks before it, also for a change that reaches both at once", () => {
    const units = [
      stack("network"),
      hosts("keys", { dependsOn: ["terraform/network"] }),
      chart("x"),
      stack("msk", { dependsOn: ["hosts/keys", "kubernetes/x"] }),
    ];
    expect(terraform({ units }, "test-msk").dependsOn).toEqual([{ name: "test-network" }]);
    expect(terraform({ units }, "test-network")).not.toHaveProperty("dependsOn");
  });

  it("has a name that leaves room for the runner pod's", () => {
    const plan = planOf({
      name: "an-environment-with-a-name-of-forty-chars",
      units: [stack("a-component-with-a-long-name")],
    });
    const [object] = objectsOf(plan).filter(({ kind }) => kind === "Terraform");
    expect(object?.metadata.name).toMatch(/^an-environment-with-a-name-of-forty-chars-.+/);
    expect(`${object?.metadata.name}-tf-runner`.length).toBeLessThanOrEqual(63);
  });
});
