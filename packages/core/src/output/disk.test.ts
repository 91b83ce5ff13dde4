import { chmodSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DiagnosticError } from "../diagnostics/diagnostic.js";
import { asDiagnosticError, codeOf, realDisk } from "./disk.js";
import { putFiles, refusalOf, temporaryFolder, treeOf } from "./testing.js";
import { write } from "./write.js";

function codeFrom(operation: () => void): string | undefined {
  try {
    operation();
  } catch (error) {
    return codeOf(error);
  }
  return undefined;
}

describe("realDisk", () => {
  it("makes a folder with those above it, and is content with one that is there", () => {
    const path = join(temporaryFolder(), "a/b/c");
    realDisk.mkdirSync(path);
    realDisk.mkdirSync(path);
    expect(existsSync(path)).toBe(true);
  });

  it("does not take a file for a folder", () => {
    const folder = temporaryFolder();
    putFiles(folder, { file: "" });
    expect(codeFrom(() => realDisk.mkdirSync(join(folder, "file")))).toBe("EEXIST");
    expect(codeFrom(() => realDisk.mkdirSync(join(folder, "file/below")))).toBe("ENOTDIR");
  });
});

// The super-user may write into every folder.
describe.skipIf(process.platform === "win32" || process.getuid?.() === 0)("a folder that may not be written", () => {
  it("is reported as such, and holds nothing afterwards", async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const [problem] = await refusalOf(() => write(treeOf(join(folder, "dev"), { a: "a" })));
    chmodSync(folder, 0o755);
    expect(problem?.code).toBe("SF4020");
    expect(existsSync(join(folder, "dev"))).toBe(false);
  });
});

describe("asDiagnosticError", () => {
  it("names the file below the environment's folder and never the folder's place on this machine", () => {
    const refused = Object.assign(new Error("refused"), { code: "EACCES", path: "/home/someone/generated/dev/a/b" });
    const error = asDiagnosticError(refused, "/home/someone/generated/dev", "dev");
    expect(error).toBeInstanceOf(DiagnosticError);
    expect(String(error)).toContain('"a/b" in the folder of "dev"');
    expect(String(error)).not.toContain("/home/someone");
  });

  it("leaves a fault of the program as it is", () => {
    const fault = new TypeError("a bug");
    expect(asDiagnosticError(fault, "/generated/dev", "dev")).toBe(fault);
  });
});
