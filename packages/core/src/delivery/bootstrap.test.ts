import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { deliver } from "./deliver.js";
import { fileOf, type PlanOf, planOf, stack } from "./testing.js";

const path = "hosts/bootstrap/state-bucket.sh";
const script = (rest: PlanOf = {}) => fileOf(planOf({ units: [stack("msk")], ...rest }), path);
/** What a shell makes of the script's assignments. */
const variable = (text: string, name: string) =>
  execFileSync(
    "sh",
    ["-c", `${text.slice(text.indexOf("account="), text.indexOf("export AWS_PAGER"))}\nprintf %s "$${name}"`],
    { encoding: "utf8" },
  );

describe("the state bucket's script", () => {
  it("names the bucket by account and region, or as the spec does", () => {
    expect(variable(script(), "bucket")).toBe("streamform-state-111122223333-eu-central-1");
    expect(variable(script({ state: { create: true, bucket: "our-state" } }), "bucket")).toBe("our-state");
  });

  it("hands a user's text to AWS as it is, whatever it means to a shell", () => {
    const text = `it's $(id) "quoted" \`id\` \\ ü`;
    const { TagSet } = JSON.parse(
      variable(
        script({ owner: text, aws: { accountId: "111122223333", region: "eu-central-1", tags: { [text]: text } } }),
        "tags",
      ),
    );
    expect(TagSet).toContainEqual({ Key: text, Value: text });
    expect(TagSet).toContainEqual({ Key: "owner", Value: text });
  });

  it("denies everything that does not come by TLS, in the partition of the region", () => {
    const policy = (region: string) =>
      JSON.parse(variable(script({ aws: { accountId: "111122223333", region, tags: {} } }), "policy")).Statement[0];
    expect(policy("eu-central-1")).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(policy("cn-north-1").Resource[0]).toBe("arn:aws-cn:s3:::streamform-state-111122223333-cn-north-1");
    expect(policy("us-gov-west-1").Resource[1]).toBe(
      "arn:aws-us-gov:s3:::streamform-state-111122223333-us-gov-west-1/*",
    );
  });

  it("can be executed, and is not there when the bucket exists already or no stack needs it", () => {
    const scripts = (plan: PlanOf) => deliver(planOf(plan)).filter((artifact) => artifact.path === path);
    expect(scripts({ units: [stack("msk")] })).toMatchObject([{ executable: true }]);
    expect(scripts({ units: [stack("msk")], state: { create: false } })).toEqual([]);
    expect(scripts({ units: [] })).toEqual([]);
  });
});
