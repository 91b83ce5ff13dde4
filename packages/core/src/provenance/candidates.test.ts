import { describe, expect, it } from "vitest";
import { z } from "zod";
import { renderPath, valueAt } from "../diagnostics/path.js";
import { candidates } from "./candidates.js";

const schema = z.strictObject({
  store: z.strictObject({
    open: z.boolean().default(false),
    tier: z.enum(["local", "tiered"]).default("local"),
    key: z.union([z.literal("own"), z.strictObject({ arn: z.string() })]).default("own"),
    archive: z.strictObject({ bucket: z.string().regex(/^[a-z-]+$/), days: z.int().default(7) }).optional(),
    clients: z.record(z.string(), z.strictObject({ cidr: z.string().meta({ examples: ["10.0.0.0/16"] }) })),
  }),
});
const spec = { store: { open: false, tier: "local", key: "own", clients: { office: { cidr: "10.1.0.0/16" } } } };
const tried = (...path: string[]) =>
  candidates(path, spec, schema).flatMap(({ path: place, mutations }) =>
    mutations.map((mutate): [string, unknown] => [renderPath(place), valueAt(mutate(spec), place)]),
  );

describe("candidates", () => {
  it("turn a boolean around and take every other word of an enumeration", () => {
    expect(tried("store", "open")).toEqual([["store.open", true]]);
    expect(tried("store", "tier")).toEqual([["store.tier", "tiered"]]);
  });

  it("take another entry's name for the name of one", () => {
    const loose = z.looseObject({ admin: z.string() });
    const places = candidates(["admin"], { admin: "root", users: { root: {}, guest: {} } }, loose);
    expect(places[0]?.mutations[0]?.({ admin: "root" })).toEqual({ admin: "guest" });
  });

  it("set what a map does not have to something that its schema takes, and never take away what is required", () => {
    expect(tried("store")).toEqual([["store.archive", { bucket: "sample", days: 7 }]]);
  });

  it("take an entry away from a map by name, and give it another one", () => {
    expect(tried("store", "clients", "office")).toEqual([["store.clients.office", undefined]]);
    expect(tried("store", "clients")).toEqual([
      ["store.clients", { sample: { cidr: "10.0.0.0/16" }, ...spec.store.clients }],
    ]);
  });

  it("try one key where a map takes hundreds, and hold it to be the map's", () => {
    const keys = Array.from({ length: 100 }, (_, index) => [`key.${index}`, z.int().optional()] as const);
    const large = z.strictObject({ config: z.strictObject(Object.fromEntries(keys)) });
    const [own, ...others] = candidates(["config"], { config: {} }, large).filter(({ mutations }) => mutations.length);
    expect(own?.mutations.map((mutate) => mutate({ config: {} }))).toEqual([{ config: { "key.0": 1 } }]);
    expect([renderPath(own?.path ?? []), others]).toEqual(["config", []]);
  });
});
