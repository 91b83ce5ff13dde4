import { afterEach, describe, expect, it, vi } from "vitest";
import { contain } from "./contain.js";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** What a program could have bent. */
const state = () => ({
  exit: process.exit,
  abort: process.abort,
  write: process.stdout.write,
  ownWrite: Object.hasOwn(process.stdout, "write"),
  exitCode: process.exitCode,
  beforeExit: process.listenerCount("beforeExit"),
  capture: process.hasUncaughtExceptionCaptureCallback(),
});

describe("a contained program", () => {
  it("hands out its value", async () => {
    expect(await contain(async () => 5)).toEqual({ kind: "value", value: 5 });
  });

  it.each([
    ["at once", () => process.exit(3)],
    ["without a code", () => process.exit()],
    ["by aborting", () => process.abort()],
    [
      "and catches what is thrown then",
      () => {
        try {
          process.exit(0);
        } catch {
          return 5;
        }
      },
    ],
    ["after a while", () => new Promise((resolve) => setTimeout(resolve, 1)).then(() => process.exit(1))],
    ["in a callback", () => new Promise(() => setTimeout(() => process.exit(1), 1))],
  ])("does not end the process: %s", async (_, program) => {
    const before = state();
    const ending = await contain(async () => program());
    expect(ending).toMatchObject({
      kind: "exited",
      error: { message: expect.stringMatching(/^process\.\w+\(\d?\)$/) },
    });
    expect(state()).toEqual(before);
  });

  it("leaves everything as it was when it throws, in a callback too", async () => {
    const before = state();
    const error = new Error("boom");
    expect(await contain(() => Promise.reject(error))).toEqual({ kind: "threw", error });
    const inCallback = () =>
      new Promise(() =>
        setTimeout(() => {
          throw error;
        }, 1),
      );
    expect(await contain(inCallback)).toEqual({ kind: "threw", error });
    expect(state()).toEqual(before);
  });

  it("writes to stderr instead of stdout, and sets no exit code", async () => {
    const before = state();
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const stdout = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await contain(async () => {
      process.stdout.write("hello\n");
      process.exitCode = 7;
    });
    expect(stderr).toHaveBeenCalledExactlyOnceWith("hello\n");
    expect(stdout).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    expect(process.exitCode).toBe(before.exitCode);
  });

  it("has 30 seconds", async () => {
    const before = state();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const ending = contain(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await ending).toEqual({ kind: "unsettled", because: "it took more than 30 s" });
    expect(state()).toEqual(before);
  });

  it("is told at once when nothing is left that could settle it", async () => {
    const ending = contain(() => new Promise(() => {}));
    await Promise.resolve();
    process.emit("beforeExit", 0);
    expect(await ending).toMatchObject({ kind: "unsettled", because: expect.stringContaining("nothing will") });
  });

  it("runs after the one before it", async () => {
    const order: string[] = [];
    const program = (name: string, wait: number) =>
      contain(async () => {
        await new Promise((resolve) => setTimeout(resolve, wait));
        order.push(name);
      });
    await Promise.all([program("first", 20), program("second", 0)]);
    expect(order).toEqual(["first", "second"]);
  });
});
