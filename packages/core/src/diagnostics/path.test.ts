import fc from "fast-check";
import { expect, it } from "vitest";
import { isWithin, parsePath, renderPath } from "./path.js";

const path = fc.array(fc.oneof(fc.nat(), fc.string({ unit: "binary" })));

it("reads every path that it writes", () => {
  fc.assert(
    fc.property(path, (steps) => {
      expect(parsePath(renderPath(steps))).toEqual(steps);
    }),
  );
});

it("writes plain keys with dots, others in brackets", () => {
  expect(renderPath(["topics", "orders", "config", "retention.ms"])).toBe('topics.orders.config["retention.ms"]');
  expect(renderPath(["network", "zones", 0])).toBe("network.zones[0]");
});

it("refuses what is no path", () => {
  for (const text of ["a..b", ".a b", "a[", 'a["x]', "a b"]) expect(parsePath(text), text).toBeUndefined();
});

it("knows what lies below a path", () => {
  expect(isWithin(["topics", "orders", "partitions"], ["topics", "orders"])).toBe(true);
  expect(isWithin(["topics", "ordersToo"], ["topics", "orders"])).toBe(false);
});
