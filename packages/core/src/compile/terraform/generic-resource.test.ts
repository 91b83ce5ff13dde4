import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineResource } from "./generic-resource.js";
import { Stack } from "./stack.js";
import { providerConstraint, terraformVersions } from "./versions.js";

const MskTopic = defineResource({
  type: "aws_msk_topic",
  since: "6.38.0",
  arguments: z.strictObject({ cluster_arn: z.string(), name: z.string(), partition_count: z.int().min(1) }),
});

function stackOf(make: (stack: Stack) => void) {
  const stack = new Stack("topics", {
    stateOf: (component) => ({ bucket: "state", key: `test/${component}/terraform.tfstate`, region: "eu-central-1" }),
    accountId: "111122223333",
    region: "eu-central-1",
    tags: {},
    notice: "generated",
    versions: terraformVersions.entries.terraform,
  });
  make(stack);
  return JSON.parse(stack.toJson());
}

describe("a resource that the bindings lack", () => {
  it("stands in the module by its own name, and the module asks for a provider that has it", () => {
    const module = stackOf(({ scope }) => {
      const topic = MskTopic(scope, "orders", { cluster_arn: "arn:msk", name: "orders", partition_count: 6 });
      MskTopic(scope, "copy", {
        cluster_arn: topic.getStringAttribute("cluster_arn"),
        name: "copy",
        partition_count: 1,
      });
    });
    expect(module.resource.aws_msk_topic).toEqual({
      copy: { cluster_arn: "${aws_msk_topic.orders.cluster_arn}", name: "copy", partition_count: 1 },
      orders: { cluster_arn: "arn:msk", name: "orders", partition_count: 6 },
    });
    expect(module.terraform.required_providers.aws.version).toBe(">= 6.38.0, < 7.0.0");
  });

  it("is refused with arguments that its kind does not take", () => {
    const partitions = { cluster_arn: "arn:msk", name: "orders", partitions: 6 } as never;
    expect(() => stackOf(({ scope }) => MskTopic(scope, "orders", partitions))).toThrow(
      /aws_msk_topic\.orders.*partition/s,
    );
  });
});

describe("providerConstraint", () => {
  const allowed = ">= 5.100.0, < 7.0.0";

  it("is the common one where nothing newer is needed, and begins with the newest that is", () => {
    expect(providerConstraint(allowed, [])).toBe(allowed);
    expect(providerConstraint(allowed, ["6.9.0", "6.38.0"])).toBe(">= 6.38.0, < 7.0.0");
  });

  it("refuses what no stack allows", () => {
    expect(() => providerConstraint(allowed, ["7.0.0"])).toThrow("needs provider 7.0.0, and stacks allow < 7.0.0");
  });
});
