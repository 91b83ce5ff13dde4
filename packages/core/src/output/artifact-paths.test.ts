import { describe, expect, it } from "vitest";
import { checkPaths, foldersAbove, isSafePath } from "./artifact-paths.js";

function codesOf(...paths: readonly string[]): string[] {
  return checkPaths(paths, "dev").map(({ code }) => code);
}

describe("checkPaths", () => {
  it.each([
    "README.md",
    "terraform/msk/main.tf.json",
    "hosts/a b/.env",
    "kubernetes/topics/manifest.json",
    "a..b/...c",
    "console.yaml",
    "ünïcode/日本.yaml",
  ])("takes %s", (path) => {
    expect(codesOf(path)).toEqual([]);
  });

  it.each([
    "",
    "/etc/passwd",
    "C:/Windows",
    "c:file",
    "../up",
    "a/../../up",
    "a/./b",
    "a//b",
    "a/",
    "a\\b",
    "a\0b",
    "a\nb",
    "a:b",
    "what?",
    "trailing.",
    "trailing /b",
    "aux/x",
    "COM1.yaml",
    "half\ud800",
  ])("refuses %j as unsafe", (path) => {
    expect(codesOf(path)).toEqual(["SF4001"]);
    expect(isSafePath(path)).toBe(false);
  });

  it.each([
    "manifest.json",
    "Manifest.JSON",
    "manifest.json/x",
    ".streamform/lock",
    ".git/config",
    "a/.GIT/hooks/post-checkout",
  ])("refuses %s as reserved", (path) => {
    expect(codesOf(path)).toEqual(["SF4002"]);
  });

  it.each([
    ["the same path twice", "a/b", "a/b"],
    ["paths that differ only in case", "a/Orders.yaml", "a/orders.yaml"],
    ["folders that differ only in case", "A/x", "a/y"],
    ["paths that differ only in how letters are composed", "caf\u00e9", "cafe\u0301"],
    ["a file where another needs a folder", "a", "a/b"],
    ["a folder where another needs a file", "a/b/c", "a/b"],
  ])("refuses %s", (_, first, second) => {
    expect(codesOf(first, second)).toEqual(["SF4003"]);
  });

  it("refuses a name of more than 255 bytes, counted in UTF-8", () => {
    expect(codesOf(`a/${"x".repeat(255)}`)).toEqual([]);
    expect(codesOf(`a/${"x".repeat(256)}`)).toEqual(["SF4004"]);
    expect(codesOf("é".repeat(128))).toEqual(["SF4004"]);
  });

  it("reports every problem at once, with what to do", () => {
    const problems = checkPaths(["../a", "b", "B", "manifest.json"], "dev");
    expect(problems.map(({ code }) => code)).toEqual(["SF4001", "SF4003", "SF4002"]);
    expect(problems.every(({ hint, environment }) => hint !== undefined && environment === "dev")).toBe(true);
  });
});

describe("foldersAbove", () => {
  it("names the outermost first", () => {
    expect(foldersAbove("a/b/c")).toEqual(["a", "a/b"]);
    expect(foldersAbove("c")).toEqual([]);
  });
});
