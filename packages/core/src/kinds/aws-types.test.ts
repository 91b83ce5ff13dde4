import { describe, expect, it } from "vitest";
import { awsTypesWith } from "./aws-types.js";

describe("types of AWS resources", () => {
  it("say what lasts: data that is lost, and what is slow to bring back", () => {
    const types = awsTypesWith([]);
    expect(types.named("aws_s3_bucket")?.lasting).toBe("data");
    expect(types.named("aws_vpc")?.lasting).toBe("slow");
    expect(types.named("aws_iam_role")?.lasting).toBeUndefined();
  });

  it("are each described once", () => {
    const names = awsTypesWith([]).all.map(({ type }) => type);
    expect(new Set(names).size).toBe(names.length);
  });

  it("come from components too, which describe a type anew", () => {
    const types = awsTypesWith([{ type: "aws_queue", lasting: "data" }, { type: "aws_vpc" }]);
    expect(types.named("aws_queue")?.lasting).toBe("data");
    expect(types.named("aws_vpc")?.lasting).toBeUndefined();
  });
});
