import { describe, expect, it } from "vitest";
import { baseSpec } from "./base-spec.js";
import { environmentFromObject } from "./load.js";
import { brokers, headerObject, loadText } from "./testing.js";

/** What is said of these lines below `aws.tags`, as `code line:column path`. */
async function said(...lines: string[]) {
  const text = `apiVersion: streamform/v1
name: test
platform: brokers
owner: team
delivery: { engine: flux, repository: https://github.com/acme/streaming }
aws:
  accountId: "111122223333"
  region: eu-central-1
  tags:
${lines.map((line) => `    ${line}\n`).join("")}`;
  const { diagnostics } = await loadText(text);
  return diagnostics.map(({ code, path, position }) => `${code} ${position?.line}:${position?.column} ${path}`);
}

describe("tags", () => {
  it.each([
    ["letters of any script and what AWS lists beside them", '"Kosten stelle/é_.:=+-@1": "Größe: a/b=c+d@e-f_1."'],
    ["an empty value", 'empty: ""'],
    ["aws within a key", "team-aws: aws"],
  ])("take %s", async (_, line) => {
    expect(await said(line)).toEqual([]);
  });

  it.each([
    ["a key with a character that AWS refuses", '"cost&center": a', ['SF1007 10:5 aws.tags["cost&center"]']],
    ["a key that AWS keeps for itself", '"AWS:team": a', ['SF1007 10:5 aws.tags["AWS:team"]']],
    ["a key that is too long", `${"k".repeat(128)}: a`, [`SF1007 10:5 aws.tags.${"k".repeat(128)}`]],
    ["a value with an expression", 'team: "$${x}"', ["SF1006 10:11 aws.tags.team"]],
    ["a value of two lines", String.raw`team: "a\nb"`, ["SF1006 10:11 aws.tags.team"]],
    ["a value that AWS keeps for itself", 'team: "aws:a"', ["SF1008 10:11 aws.tags.team"]],
    ["a value that is too long", `team: ${"v".repeat(256)}`, ["SF1005 10:11 aws.tags.team"]],
    ["a tag that every resource has", "stage: test", ["SF1008 10:12 aws.tags.stage"]],
    ["the same in another case, which IAM does not tell apart", "Owner: me", ["SF1008 10:12 aws.tags.Owner"]],
  ])("refuse %s, where it stands", async (_, line, expected) => {
    expect(await said(line)).toEqual(expected);
  });

  it("refuse two keys that differ in case alone", async () => {
    expect(await said("Team: a", "team: b")).toEqual(["SF1008 11:11 aws.tags.team"]);
  });

  it("leave room for those that resources get by themselves", async () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `t${index}: a`);
    expect(await said(...lines(45))).toEqual([]);
    expect(await said(...lines(46))).toEqual(["SF1005 10:5 aws.tags"]);
  });
});

describe("the owner", () => {
  it.each(["", "a\nb", "<team>", "aws:team", "o".repeat(256)])("is refused as %j, which could be no tag", (owner) => {
    const { diagnostics } = environmentFromObject({ ...headerObject, owner }, brokers);
    expect(diagnostics.map(({ path }) => path)).toEqual(["owner"]);
  });

  it("can be an address or a name in any script", () => {
    for (const owner of ["streaming@acme.example", "Équipe données", "data/platform"])
      expect(baseSpec.shape.owner.safeParse(owner).success).toBe(true);
  });
});
