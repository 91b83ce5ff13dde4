import { afterEach, describe, expect, it, vi } from "vitest";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { loadText } from "./testing.js";

// Threads run what was built. A busy machine takes seconds to start one.
vi.setConfig({ testTimeout: 60_000 });

const file = "environments/test.ts";
const spec = `export default {
  apiVersion: "streamform/v1",
  name: "test",
  platform: "brokers",
  owner: "team",
  aws: { accountId: "111122223333", region: "eu-central-1" },
  delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
};
`;

/** What is found in an environment with lines of its own before its value. */
async function found(lines: string): Promise<readonly Diagnostic[]> {
  return (await loadText(`${lines}\n${spec}`, file)).diagnostics;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the program of a TypeScript layer", () => {
  it.each([
    ["at once", "process.exit(3);", "process.exit(3)"],
    ["without a code", "process.exit();", "process.exit()"],
    ["by aborting", "process.abort();", "process.abort()"],
    ["and catches whatever is thrown", "try { process.exit(0); } catch {}", "process.exit(0)"],
    ["in a callback", "await new Promise(() => setTimeout(() => process.exit(1), 1));", "process.exit(1)"],
  ])("does not end the process: %s", async (_, lines, call) => {
    expect(await found(lines)).toMatchObject([
      { code: "SF0034", message: `the environment calls ${call}`, position: { file, line: 1 } },
    ]);
  });

  it.each([
    ["an error in a callback", "await new Promise(() => setTimeout(() => { throw new Error('x'); }, 1));", "Error: x"],
    ["a promise that is rejected", "Promise.reject(new Error('x'));", "Error: x"],
    ["another working directory", "process.chdir('/');", expect.stringContaining("process.chdir() is not supported")],
    ["what has no text", "throw Object.create(null);", expect.stringContaining("cannot be converted to text")],
    [
      "what throws for its text",
      "throw { toString() { throw new Error('y'); } };",
      expect.stringContaining("cannot be converted to text"),
    ],
  ])("fails by itself: %s", async (_, lines, message) => {
    const before = process.cwd();
    expect(await found(lines)).toMatchObject([{ code: "SF0031", message, position: { file, line: 1 } }]);
    expect(process.cwd()).toBe(before);
  });

  it.each([
    ["ends the process", "setTimeout(() => process.exit(0), 20);"],
    ["throws", "setTimeout(() => { throw new Error('x'); }, 20);"],
    ["goes on for ever", "setInterval(() => {}, 1000);"],
  ])("is done with when it has given its value, though it %s afterwards", async (_, lines) => {
    expect(await found(lines)).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await found("")).toEqual([]);
  });

  it("is not blamed for what an earlier one has left behind", async () => {
    expect(await found("setTimeout(() => process.exit(0), 5);")).toEqual([]);
    expect(await found("await new Promise((resolve) => setTimeout(resolve, 50));")).toEqual([]);
  });

  it("writes to stderr instead of stdout", async () => {
    const written: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
    const stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    expect(await found("console.log('hello'); process.stdout.write('world'); process.exitCode = 7;")).toEqual([]);
    await vi.waitFor(() => expect(written.join("")).toBe("hello\nworld"));
    expect(stdout).not.toHaveBeenCalled();
    expect(process.exitCode).toBeUndefined();
  });

  it("has 30 seconds, also where it never lets go", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const outcome = found("while (true) {}");
    await vi.waitUntil(() => vi.getTimerCount() > 0, { timeout: 30_000 });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await outcome).toMatchObject([{ code: "SF0035", message: expect.stringContaining("more than 30 s") }]);
  });
});
