import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { KubeConfigMap, KubeNamespace } from "cdk8s-plus-29/lib/imports/k8s.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AnyComponent } from "../component/any-component.js";
import { defineComponent } from "../component/component.js";
import { systemOf } from "../component/testing.js";
import { compileMember } from "./compile-member.js";
import { contentOf, planOf, refusals } from "./testing.js";

const spec = z.strictObject({ size: z.int().default(1), note: z.string().default("") });

const network = defineComponent({
  name: "network",
  title: "Network",
  spec,
  terraform: ({ stack, spec }) => {
    new SsmParameter(stack, "size", { name: "size", type: "String", value: String(spec.size) });
    return { vpcId: "vpc-1", brokerCount: spec.size };
  },
});
const broker = defineComponent({
  name: "msk",
  title: "MSK",
  spec,
  uses: { network },
  terraform: ({ uses: { network } }) => ({ address: network.vpcId, brokerCount: 3 }),
  summary: ({ terraform }) => ({
    facts: [{ label: "Kind", value: "MSK" }],
    endpoints: [
      { name: "plain", protocol: "PLAINTEXT", port: 9092, address: terraform.address },
      { name: "docs", protocol: "https", address: "docs.example.com" },
    ],
    preconditions: [{ title: "A quota", text: "Of brokers." }],
  }),
  cost: ({ spec }) => [{ item: "broker", quantity: spec.size, unit: "broker-hour", price: 0.2 }],
});
const hosts = defineComponent({
  name: "client-hosts",
  title: "Hosts",
  spec,
  uses: { msk: broker },
  files: ({ file, parameter, spec, uses: { msk } }) => {
    file("etc/kafka.env", `BOOTSTRAP=${parameter(msk.address)}\n`);
    file("run.sh", `echo ${spec.size}\n`, { executable: true });
  },
});
const all: readonly AnyComponent[] = [network, broker, hosts];
const object = { network: {}, msk: {}, clientHosts: { size: 4 } };

describe("compile", () => {
  it("orders units after what they refer to, whatever the order of the platform and of the file", () => {
    const reference = JSON.stringify(planOf(object, all));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...all], { minLength: 3 }),
        fc.shuffledSubarray(Object.entries(object), { minLength: 3 }),
        (components, entries) => {
          const plan = planOf(Object.fromEntries(entries), components);
          expect(plan.units.map(({ id }) => id)).toEqual(["terraform/network", "terraform/msk", "hosts/client-hosts"]);
          expect(plan.units.map((unit) => unit.artifacts)).toEqual(
            (JSON.parse(reference) as typeof plan).units.map((unit) => unit.artifacts),
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  it("tells host files the name of the parameter that holds a value, and publishes it in the other stack", () => {
    const plan = planOf(object, all);
    expect(contentOf(plan, "hosts/client-hosts/etc/kafka.env")).toBe("BOOTSTRAP=/streamform/test/msk/address\n");
    expect(contentOf(plan, "terraform/msk/main.tf.json")).toContain('"name": "/streamform/test/msk/address"');
    expect(plan.units.find(({ id }) => id === "hosts/client-hosts")?.dependsOn).toEqual(["terraform/msk"]);
  });

  it("publishes nothing that nobody reads as a parameter", () => {
    expect(contentOf(planOf(object, all), "terraform/network/main.tf.json")).not.toContain("/streamform/test/network");
  });

  it("refuses every chart and file that reads an output which nobody publishes, at the reader's place", () => {
    const reader = (name: string) =>
      defineComponent({
        name,
        title: name,
        spec,
        uses: { msk: broker },
        files: ({ file, parameter, uses: { msk } }) =>
          file(
            "a.txt",
            parameter((msk as unknown as Readonly<Record<string, typeof msk.address>>)["missing"] as never),
          ),
      });
    expect(
      refusals({ network: {}, msk: {}, one: {}, two: {} }, [network, broker, reader("one"), reader("two")]),
    ).toEqual([
      "SF3001 one uses msk's output missing, which is not published",
      "SF3001 two uses msk's output missing, which is not published",
    ]);
  });

  it("compiles a component alone: nothing of the others is run or changed", () => {
    const system = systemOf(object, all);
    const member = system.members.find(({ component }) => component === hosts);
    if (!member) throw new Error("no member");
    const { files, parameters } = compileMember(system, member, () => undefined);
    expect(files[0]).toMatchObject({ path: "etc/kafka.env", content: "BOOTSTRAP=/streamform/test/msk/address\n" });
    expect(parameters).toEqual([{ kind: "deferred", component: "msk", output: "address" }]);
  });

  it("keeps for every file what its unit read of the spec, and whether it may be executed", () => {
    const files = planOf(object, all).units.flatMap(({ artifacts }) => artifacts);
    expect(files.find(({ path }) => path.endsWith("run.sh"))).toMatchObject({
      executable: true,
      unit: "hosts/client-hosts",
    });
    const { reads = [] } = files.find(({ unit }) => unit === "terraform/network") ?? {};
    expect(reads).toContain("network.size");
    expect(reads).not.toContain("network.note");
  });

  it("collects what components say of themselves", () => {
    const { chapters, preconditions } = planOf(object, all);
    const chapter = chapters.find(({ component }) => component === "msk");
    expect(chapter?.endpoints.map(({ address }) => address)).toEqual([
      { unit: "terraform/msk", output: "address", parameter: "/streamform/test/msk/address" },
      { known: "docs.example.com" },
    ]);
    expect(chapter?.costs).toEqual([{ item: "broker", quantity: 1, unit: "broker-hour", price: 0.2 }]);
    expect(preconditions.map(({ title }) => title)).toEqual(["A quota"]);
  });

  it("says what must exist with an API group only where no unit brings that group", () => {
    const app = defineComponent({
      name: "app",
      title: "App",
      spec: z.strictObject({}),
      summary: () => ({ preconditions: [{ title: "An operator", text: "Runs.", apiGroup: "apps.example.com" }] }),
    });
    const operator = defineComponent({
      name: "operator",
      title: "Operator",
      spec: z.strictObject({}),
      kubernetes: ({ helmRelease }) =>
        helmRelease({
          name: "operator",
          namespace: "operators",
          chart: "operator",
          repository: "https://charts.example.com",
          version: "1.0.0",
          provides: ["apps.example.com"],
          values: {},
        }),
    });
    const titles = (spec: object) => planOf({ ...spec }, [app, operator]).preconditions.map(({ title }) => title);
    expect(titles({ app: {} })).toContain("An operator");
    expect(titles({ app: {}, operator: {} })).not.toContain("An operator");
  });

  it("says which component and part failed, at the component's place, and goes on with the others", () => {
    const broken = (name: string) =>
      defineComponent({
        name,
        title: name,
        spec,
        files: () => {
          throw new Error("no such zone");
        },
      });
    expect(refusals({ one: {}, two: {} }, [broken("one"), broken("two")])).toEqual([
      "SF3004 one failed in its files part: no such zone",
      "SF3004 two failed in its files part: no such zone",
    ]);
  });

  it("refuses units of which each waits for the other, and names the way round", () => {
    const maker = (name: string, own: string, other: string) =>
      defineComponent({
        name,
        title: name,
        spec,
        kubernetes: ({ chart }) => {
          new KubeNamespace(chart, "own", { metadata: { name: own } });
          new KubeConfigMap(chart, "map", { metadata: { name, namespace: other } });
        },
      });
    expect(refusals({ one: {}, two: {} }, [maker("one", "a", "b"), maker("two", "b", "a")])).toEqual([
      expect.stringMatching(/^SF3002 units wait for each other: kubernetes\/(one|two) → kubernetes\/(one|two)/),
    ]);
  });

  it("refuses two components that make the same object", () => {
    const maker = (name: string) =>
      defineComponent({
        name,
        title: name,
        spec,
        kubernetes: ({ chart }) => void new KubeConfigMap(chart, "m", { metadata: { name: "shared" } }),
      });
    expect(refusals({ one: {}, two: {} }, [maker("one"), maker("two")])).toEqual([
      "SF3003 one and two both create ConfigMap streaming/shared",
    ]);
  });
});
