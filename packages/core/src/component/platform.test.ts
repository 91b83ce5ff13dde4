import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { environmentFromObject, loadEnvironment } from "../environment/load.js";
import { defineComponent } from "./component.js";
import { base, platformOf } from "./testing.js";

const msk = defineComponent({
  name: "msk",
  title: "MSK",
  spec: z.strictObject({
    storage: z.strictObject({ throughput: z.int().optional(), size: z.int().default(10) }).optional(),
    zones: z.array(z.string()).default([]),
  }),
});
const kafkaClients = defineComponent({ name: "kafka-clients", title: "Clients", spec: z.strictObject({}) });
const platform = platformOf([msk, kafkaClients], {
  msk: { storage: { throughput: 250, size: 100 }, zones: ["a"] },
  kafkaClients: {},
});

describe("a platform", () => {
  it("names a component's key in camel case", () => {
    expect(kafkaClients.key).toBe("kafkaClients");
  });

  it("lies with its defaults below what an environment says", () => {
    const { environment } = environmentFromObject({ ...base, msk: { storage: { size: 200 }, zones: ["b"] } }, platform);
    expect(environment?.spec["msk"]).toEqual({ storage: { throughput: 250, size: 200 }, zones: ["b"] });
    expect(environment?.origin(["msk", "storage", "throughput"])).toEqual({ kind: "platform", platform: "test" });
  });

  it("lets null take its defaults away: a leaf, a map, a whole component", () => {
    const specOf = (object: object) => environmentFromObject({ ...base, ...object }, platform).environment?.spec;
    expect(specOf({ msk: { storage: { throughput: null } } })?.["msk"]).toEqual({
      storage: { size: 100 },
      zones: ["a"],
    });
    expect(specOf({ msk: { storage: null } })?.["msk"]).toEqual({ zones: ["a"] });
    expect(specOf({ kafkaClients: null })).not.toHaveProperty("kafkaClients");
  });

  it("lets null in a file take them away too, and schema defaults come back", async () => {
    const root = await mkdtemp(join(tmpdir(), "streamform-"));
    try {
      await writeFile(
        join(root, "e.yaml"),
        `${JSON.stringify(base).slice(0, -1)}, "msk": { "storage": { "size": null }, "zones": null }, "kafkaClients": null }\n`,
      );
      const { environment, diagnostics } = await loadEnvironment("e.yaml", {
        root,
        platform: () => platform,
        platformNames: ["test"],
      });
      expect(diagnostics).toEqual([]);
      expect(environment?.spec["msk"]).toEqual({ storage: { throughput: 250, size: 10 }, zones: [] });
      expect(environment?.spec).not.toHaveProperty("kafkaClients");
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it("refuses two components with one key, and one with a key that every environment has", () => {
    const state = defineComponent({ name: "state", title: "State", spec: z.strictObject({}) });
    expect(() => platformOf([msk, msk])).toThrow("the key msk of msk belongs to msk already");
    expect(() => platformOf([state])).toThrow("the key state of state belongs to every environment already");
  });
});
