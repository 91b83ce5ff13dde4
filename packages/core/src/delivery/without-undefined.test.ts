import { expect, it } from "vitest";
import { withoutUndefined } from "./without-undefined.js";

it("leaves out fields that are undefined at every depth, and no others", () => {
  const object = { spec: { wait: false, channel: undefined, list: [{ name: "a", kind: undefined }], none: null } };
  expect(withoutUndefined(object)).toStrictEqual({ spec: { wait: false, list: [{ name: "a" }], none: null } });
});
