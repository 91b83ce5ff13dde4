import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AnyComponent } from "./any-component.js";
import { contribute, defineCollection } from "./collection.js";
import { defineComponent } from "./component.js";
import type { DescribePart } from "./parts.js";
import { assembleObject, systemOf } from "./testing.js";

const pods = defineCollection<{ readonly name: string; readonly replicas: number }>()("pods");
const counted = z.strictObject({ replicas: z.int().default(1) });
const podsOf = (name: string) =>
  contribute(pods, ({ spec }: DescribePart<typeof counted>) => [{ name, replicas: spec.replicas }]);
const adding = <Name extends string>(name: Name) =>
  defineComponent({ name, title: name, spec: counted, contributes: [podsOf(name)] });
const brokers = adding("brokers");
const exporter = adding("exporter");
const quota = defineComponent({
  name: "quota",
  title: "Quota",
  spec: z.strictObject({}),
  uses: { pods },
  exports: ({ uses }) => ({ total: uses.pods.reduce((sum, { replicas }) => sum + replicas, 0) }),
});
const totalOf = (object: object, components: readonly AnyComponent[] = [quota, brokers, exporter]) =>
  systemOf({ quota: {}, ...object }, components)
    .members.find(({ component }) => component.name === "quota")
    ?.part().exports["total"];

describe("a collection", () => {
  it("has the entries of every component that takes part, wherever its user stands in the platform's list", () => {
    expect(totalOf({ brokers: { replicas: 3 }, exporter: {} })).toBe(4);
    expect(totalOf({ brokers: { replicas: 3 } })).toBe(3);
  });

  it("can be read from outside, once all have added to it", () => {
    expect(systemOf({ brokers: {} }, [brokers]).collection(pods)).toEqual([{ name: "brokers", replicas: 1 }]);
    expect(systemOf({ quota: {} }, [quota]).collection(pods)).toEqual([]);
  });

  it("is empty where nobody adds to it: nothing is missing", () => {
    expect(totalOf({})).toBe(0);
  });

  it("makes what uses it depend on the places that its entries were made from", () => {
    const system = systemOf({ quota: {}, brokers: { replicas: 3 } }, [quota, brokers]);
    const reads = new Set<string>();
    const member = system.members.find(({ component }) => component.name === "quota");
    expect(member?.part(reads).exports["total"]).toBe(3);
    expect([...reads]).toContain("brokers.replicas");
  });

  it("moves nobody in the order in which people read of the components", () => {
    const { members } = systemOf({ quota: {}, brokers: {} }, [quota, brokers]);
    expect(members.map(({ component }) => component.name)).toEqual(["brokers", "quota"]);
    expect(members.map(({ place }) => place)).toEqual([1, 0]);
  });

  it("takes entries of a component that uses it, which sees those of the others while it makes them", () => {
    const watcher = defineComponent({
      name: "watcher",
      title: "Watcher",
      spec: z.strictObject({}),
      uses: { pods },
      contributes: [
        contribute(pods, ({ uses }: DescribePart<z.ZodType, { pods: typeof pods }>) => [
          { name: "watcher", replicas: uses.pods.length },
        ]),
      ],
    });
    expect(systemOf({ watcher: {}, brokers: { replicas: 3 } }, [watcher, brokers]).collection(pods)).toEqual([
      { name: "brokers", replicas: 3 },
      { name: "watcher", replicas: 1 },
    ]);
    expect(totalOf({ watcher: {}, brokers: { replicas: 3 } }, [quota, watcher, brokers])).toBe(4);
  });

  it("refuses components that add to what is made from it, by the circle that this is", () => {
    const circular = defineComponent({
      name: "circular",
      title: "Circular",
      spec: counted,
      uses: { quota },
      contributes: [podsOf("circular")],
    });
    const { diagnostics } = assembleObject({ quota: {}, circular: {} }, [quota, circular]);
    expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining("quota → circular → quota")]);
  });
});
