import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineCapability, provide } from "./capability.js";
import { defineComponent } from "./component.js";
import { isDeferred } from "./deferred.js";
import type { DescribePart } from "./parts.js";
import { assemble } from "./system.js";
import { assembleObject, environmentOf, platformOf, systemOf } from "./testing.js";
import { optional } from "./uses.js";

const empty = z.strictObject({});
const kafka = defineCapability<{ readonly brokers: number; readonly address: unknown }>()("kafka");

const network = defineComponent({
  name: "network",
  title: "Network",
  spec: z.strictObject({ zones: z.array(z.string()).default(["a", "b"]), cidr: z.string().default("10.0.0.0/16") }),
  exports: ({ spec }) => ({ zones: spec.zones }),
  terraform: () => ({ vpcId: "vpc-1" }),
});
const mskSpec = z.strictObject({ perZone: z.int().default(1) });
const mskUses = { network };
const msk = defineComponent({
  name: "msk",
  title: "MSK",
  spec: mskSpec,
  uses: mskUses,
  terraform: () => ({ bootstrap: "b-1:9092" }),
  provides: [provide(kafka, asKafka)],
});

function asKafka({
  spec,
  uses,
  terraform,
}: DescribePart<typeof mskSpec, typeof mskUses, unknown, { bootstrap: string }>) {
  return { brokers: uses.network.zones.length * spec.perZone, address: terraform.bootstrap };
}
const strimzi = defineComponent({
  name: "strimzi",
  title: "Strimzi",
  spec: empty,
  provides: [provide(kafka, () => ({ brokers: 3, address: "kafka:9092" }))],
});
const topics = defineComponent({ name: "topics", title: "Topics", spec: empty, uses: { kafka } });
const alarms = defineComponent({ name: "alarms", title: "Alarms", spec: empty, uses: { kafka: optional(kafka) } });

describe("assemble", () => {
  it("takes the components whose key is there, each after those it uses, whatever the order of the platform's list", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([network, msk, topics, alarms], { minLength: 4 }), (components) => {
        const names = systemOf({ network: {}, msk: {}, topics: {}, alarms: {} }, components).members.map(
          ({ component }) => component.name,
        );
        expect(names.indexOf("network")).toBeLessThan(names.indexOf("msk"));
        expect(names.indexOf("msk")).toBeLessThan(names.indexOf("topics"));
        expect(names.indexOf("msk")).toBeLessThan(names.indexOf("alarms"));
      }),
    );
    expect(systemOf({ network: {} }, [network, msk]).members.map(({ component }) => component.name)).toEqual([
      "network",
    ]);
  });

  it("answers a capability with what its provider says, deferred outputs included", () => {
    const value = systemOf({ network: { zones: ["a", "b", "c"] }, msk: { perZone: 2 } }, [network, msk]).capability(
      kafka,
    );
    expect(value?.brokers).toBe(6);
    expect(value?.address).toEqual({ kind: "deferred", component: "msk", output: "bootstrap" });
  });

  it("gives exports as they are and every other name as a deferred output", () => {
    const [, member] = systemOf({ network: {}, msk: {} }, [network, msk]).members;
    const used = member?.part(new Set()).uses["network"] as { zones: unknown; vpcId: unknown };
    expect(used.zones).toEqual(["a", "b"]);
    expect(isDeferred(used.vpcId)).toBe(true);
  });

  it("counts what a used component's exports were made from among a component's own reads, and nothing that nobody read", () => {
    const [, member] = systemOf({ network: {}, msk: {} }, [network, msk]).members;
    const reads = new Set<string>();
    const part = member?.part(reads);
    void (part?.uses["network"] as { zones: unknown } | undefined)?.zones;
    expect([...reads].some((path) => path.startsWith("network.zones"))).toBe(true);
    expect([...reads].some((path) => path.startsWith("network.cidr") || path.startsWith("msk"))).toBe(false);
  });

  it("counts what a name was made from, and what a component's own exports were made from, among its reads", () => {
    const [member] = systemOf({ network: {} }, [network]).members;
    const read = (use: (part: NonNullable<ReturnType<NonNullable<typeof member>["part"]>>) => unknown) => {
      const reads = new Set<string>();
      if (member) use(member.part(reads));
      return [...reads].filter((path) => path !== "network");
    };
    expect(read(({ name }) => name("iam-role"))).toEqual(["name"]);
    expect(read(({ name }) => name("s3-bucket"))).toEqual(["name", "aws", "aws.accountId", "aws.region"]);
    expect(read(({ exports }) => exports["zones"])).toEqual(
      expect.arrayContaining(["network.zones[0]", "network.zones[1]"]),
    );
    expect(read(() => undefined)).toEqual([]);
  });

  it("says which key to add where a used component or capability is missing", () => {
    const { system, diagnostics } = assembleObject({ topics: {} }, [network, msk, strimzi, topics]);
    expect(system).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: "SF1101",
        path: "topics",
        message: "topics needs a kafka, which this environment does not have",
        hint: "add `msk: {}` or `strimzi: {}`",
      },
    ]);
    expect(assembleObject({ msk: {} }, [network, msk]).diagnostics).toMatchObject([
      { code: "SF1101", path: "msk", hint: "add `network: {}`" },
    ]);
  });

  it("goes on without an optional use", () => {
    const [member] = systemOf({ alarms: {} }, [alarms]).members;
    expect(member?.part(new Set()).uses["kafka"]).toBeUndefined();
  });

  it("refuses two providers of a capability that something uses", () => {
    const { diagnostics } = assembleObject({ network: {}, msk: {}, strimzi: {}, topics: {} }, [
      network,
      msk,
      strimzi,
      topics,
    ]);
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([["SF1102", "strimzi"]]);
  });

  it("names the way round where components use each other", () => {
    const one = {
      kind: "component",
      name: "one",
      key: "one",
      title: "One",
      spec: empty,
      uses: {} as Record<string, never>,
      definition: {},
    } as const;
    const two = {
      kind: "component",
      name: "two",
      key: "two",
      title: "Two",
      spec: empty,
      uses: { one },
      definition: {},
    } as const;
    Object.assign(one.uses, { two });
    const environment = environmentOf({ one: {}, two: {} }, [one, two]);
    expect(assemble(environment, platformOf([one, two])).diagnostics).toMatchObject([
      { code: "SF1103", message: "components use each other in a circle: one → two → one" },
    ]);
  });
});
