import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkOut } from "./check-out.js";
import { compare } from "./compare.js";
import { refusalOf, temporaryFolder, treeOf } from "./testing.js";
import { isUnchanged } from "./unchanged.js";
import { write } from "./write.js";

describe.skipIf(process.platform === "win32")("the folder of the output", () => {
  const check = (root: string, out = join(root, "generated")) => checkOut({ root, out });

  it("may be there, or made yet, or named outside the project", () => {
    const root = temporaryFolder();
    expect(check(root)).toEqual([]);
    mkdirSync(join(root, "generated"));
    expect(check(root)).toEqual([]);
    expect(check(root, temporaryFolder())).toEqual([]);
    expect(check(root, join(temporaryFolder(), "made/later"))).toEqual([]);
  });

  it("may be a link that stays inside the project, also where the project is behind one", () => {
    const root = temporaryFolder();
    mkdirSync(join(root, "deploy"));
    symlinkSync("deploy", join(root, "generated"));
    expect(check(root)).toEqual([]);
    const another = join(temporaryFolder(), "checkout");
    symlinkSync(root, another);
    expect(check(another)).toEqual([]);
  });

  it("is refused as a link that leads outside, to nothing, or behind such a link", () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(outside, join(root, "generated"));
    symlinkSync("nowhere", join(root, "dangling"));
    const [problem] = check(root);
    expect(problem).toMatchObject({ code: "SF4011", severity: "error", hint: expect.stringContaining("--out") });
    expect(problem?.message).toContain(outside);
    expect(check(root, join(root, "generated/below"))).toMatchObject([{ code: "SF4011" }]);
    expect(check(root, join(root, "dangling"))).toMatchObject([{ code: "SF4011" }]);
  });
});

describe.skipIf(process.platform === "win32")("an environment's folder that is a link", () => {
  it("is neither written nor compared nor taken for unchanged", async () => {
    const root = temporaryFolder();
    await write(treeOf(join(root, "elsewhere"), { "README.md": "one" }));
    symlinkSync("elsewhere", join(root, "dev"));
    const options = treeOf(join(root, "dev"), { "README.md": "two", "new.md": "new" });
    expect(await refusalOf(() => write(options))).toMatchObject([{ code: "SF4005" }]);
    expect(await refusalOf(async () => compare(options))).toMatchObject([{ code: "SF4005" }]);
    expect(isUnchanged({ directory: join(root, "dev"), root, toolVersion: "1.0.0" })).toBe(false);
    expect(existsSync(join(root, "elsewhere/new.md"))).toBe(false);
  });
});
