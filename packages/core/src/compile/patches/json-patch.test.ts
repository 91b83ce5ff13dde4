import { describe, expect, it } from "vitest";
import { jsonPatch } from "./json-patch.js";
import { PatchError } from "./patch-error.js";

const object = { spec: { replicas: 2, ports: [{ port: 80 }, { port: 443 }], "a/b~c": 1 } };

describe("a JSON patch", () => {
  it("applies its operations in their order and leaves the original alone", () => {
    const patched = jsonPatch(object, [
      { op: "test", path: "/spec/replicas", value: 2 },
      { op: "replace", path: "/spec/replicas", value: 3 },
      { op: "remove", path: "/spec/ports/0" },
      { op: "add", path: "/spec/ports/-", value: { port: 8443 } },
      { op: "copy", from: "/spec/replicas", path: "/spec/minimum" },
      { op: "move", from: "/spec/a~1b~0c", path: "/spec/moved" },
      { op: "add", path: "/spec/nothing", value: null },
    ]);
    expect(patched).toEqual({
      spec: { replicas: 3, ports: [{ port: 443 }, { port: 8443 }], minimum: 3, moved: 1, nothing: null },
    });
    expect(object.spec.replicas).toBe(2);
  });

  it.each([
    [
      "a path that is not there",
      { op: "replace", path: "/spec/replica", value: 3 },
      "there is no /spec/replica",
      "a/b~c, ports, replicas",
    ],
    ["an item that is not there", { op: "remove", path: "/spec/ports/2" }, "there is no /spec/ports/2", "a list of 2"],
    [
      "a place below one that is not there",
      { op: "add", path: "/spec/a/b", value: 1 },
      "there is no /spec/a/b",
      "at /spec there are",
    ],
    ["a source that is not there", { op: "copy", from: "/status", path: "/spec/x" }, "there is no /status", "spec"],
    ["a test that fails", { op: "test", path: "/spec/replicas", value: 5 }, "not what the test expects", "it is 2"],
  ] as const)("refuses %s and says what is there", (_, operation, message, hint) => {
    const attempt = () => jsonPatch(object, [{ op: "test", path: "/spec/replicas", value: 2 }, operation]);
    expect(attempt).toThrow(message);
    try {
      attempt();
    } catch (error) {
      expect(error).toBeInstanceOf(PatchError);
      expect((error as PatchError).at).toEqual([1]);
      expect((error as PatchError).hint).toContain(hint);
    }
  });
});
