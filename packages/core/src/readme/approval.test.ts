import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planOf, stack } from "../delivery/testing.js";
import { approvalFunction, approvalOf } from "./approval.js";

const plan = planOf({ kubernetes: { namespace: "streaming", context: "a b" } });
const command = approvalOf(plan, [stack("network"), stack("msk")]);

/** Plays a cluster in which every stack has a plan, and notes what is changed. */
const kubectl = `#!/bin/sh
case "$*" in
*patch*) printf '%s\\n' "$*" >>"$CHANGES" ;;
*"get terraforms"*) printf plan-main-1234567890 ;;
*"get configmaps"*) printf '%s' '1 to add' ;;
esac
`;

describe("the approval of plans", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "approval-"));
    writeFileSync(join(folder, "kubectl"), kubectl);
    chmodSync(join(folder, "kubectl"), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const approve = (answers: string) => {
    const changes = join(folder, "changes");
    writeFileSync(changes, "");
    const script = [...approvalFunction(plan), command].join("\n");
    const { stdout, status } = spawnSync("sh", ["-c", script], {
      input: answers,
      encoding: "utf8",
      env: { ...process.env, PATH: `${folder}:${process.env["PATH"]}`, CHANGES: changes },
    });
    return { status, stdout, changes: readFileSync(changes, "utf8").trim().split("\n").filter(Boolean) };
  };

  it("shows each stack's plan and approves it by its name once a person says yes", () => {
    const { status, stdout, changes } = approve("yes\nyes\n");
    expect(status).toBe(0);
    expect(stdout.match(/1 to add\n(.*): type yes to apply plan-main-1234567890/g)).toHaveLength(2);
    expect(changes.map((line) => line.match(/contrib\.fluxcd\.io\/(\S+)/)?.[1])).toEqual(["test-network", "test-msk"]);
    expect(changes[0]).toContain('--patch {"spec":{"approvePlan":"plan-main-1234567890"}}');
  });

  it("stops at any other answer, such as the next line of what was pasted", () => {
    expect(approve("approve test-msk\nyes\n")).toMatchObject({ status: 1, changes: [] });
    expect(approve("yes\n\n").changes).toHaveLength(1);
  });

  it("goes to the cluster that the spec names, by a field manager that Flux leaves alone", () => {
    expect(approve("yes\nyes\n").changes[0]).toMatch(
      /^--context a b --namespace flux-system patch .* --field-manager flux-client-side-apply /,
    );
  });
});
