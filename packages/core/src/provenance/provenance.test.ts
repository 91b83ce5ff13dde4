import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "../component/component.js";
import { environmentOf, platformOf } from "../component/testing.js";
import { versionTable } from "../component/version-table.js";
import { type NoProvenance, type Provenance, tracer } from "./provenance.js";

const versions = versionTable({ image: { repository: "acme/app", tag: "1.4.0" }, unread: "1.4.0" });
const store = defineComponent({
  name: "store",
  title: "Store",
  spec: z.strictObject({
    size: z.int().min(1).max(5).default(5),
    zones: z.array(z.string()).default(["a", "b"]),
    unused: z.string().default("x"),
    mode: z.enum(["local", "tiered"]).default("local"),
    encrypted: z.boolean().default(true),
    archive: z.strictObject({ bucket: z.string() }).optional(),
    replica: z.strictObject({ count: z.int() }).optional(),
  }),
  exports: ({ spec }) => ({ zones: spec.zones, isTiered: spec.mode === "tiered" }),
  terraform: ({ stack, spec, name, exports }) => {
    new SsmParameter(stack, "flags", {
      name: name("secret"),
      type: exports.isTiered ? "StringList" : "String",
      value: JSON.stringify({ archived: spec.archive !== undefined }),
      overwrite: spec.encrypted,
      ...(spec.replica ? { tier: "Advanced", dataType: `text-${spec.replica.count}` } : {}),
    });
    new SsmParameter(stack, "p", {
      name: "p",
      type: "String",
      value: `${spec.size * spec.zones.length}`,
      description: "fixed",
    });
    return { zoneCount: `${spec.zones.length}`, arn: "arn" };
  },
});
const app = defineComponent({
  name: "app",
  title: "App",
  spec: z.strictObject({ note: z.string().default("") }),
  uses: { store, versions },
  terraform: ({ stack, uses }) => {
    new SsmParameter(stack, "p", { name: "p", type: "String", value: uses.store.zoneCount });
    return {};
  },
  kubernetes: ({ chart, spec, uses, environment, name }) =>
    void new KubeConfigMap(chart, "map", {
      metadata: { name: "map", annotations: { name: name("kubernetes") } },
      data: {
        "a/b": spec.note,
        zones: uses.store.zones.join(","),
        owner: environment.owner,
        image: uses.versions.image.tag,
      },
    }),
});
const components = [store, app];
const environment = environmentOf({ store: { size: 5, replica: { count: 2 } }, app: { note: "hello" } }, components);
const trace = tracer(environment, platformOf(components));
const ask = (file: string, pointer: string) => trace(file, pointer) as Provenance & NoProvenance;
const paths = (file: string, pointer: string) => ask(file, pointer).origins.map(({ path }) => path);
const stack = "terraform/store/main.tf.json";
const map = "kubernetes/app/configmap-map.yaml";

// Each answer compiles the environment many times: a limit that holds wherever the tests are started from, and on a busy machine.
describe("provenance", { timeout: 60_000 }, () => {
  it("finds the places of the spec that a field of Terraform follows, also at the edge of what the schema allows", () => {
    expect(paths(stack, "/resource/aws_ssm_parameter/p/value").sort()).toEqual(["store.size", "store.zones"]);
  });

  it("finds nothing for what is the component's own constant", () => {
    expect(ask(stack, "/resource/aws_ssm_parameter/p/description")).toEqual({
      unit: "terraform/store",
      value: "fixed",
      origins: [],
      conditions: [],
      outputs: [],
      versions: [],
    });
  });

  it("says where the value was written, or that it is a default", () => {
    const [size, zones] = [...ask(stack, "/resource/aws_ssm_parameter/p/value").origins].sort((a, b) =>
      a.path < b.path ? -1 : 1,
    );
    expect(size).toMatchObject({ value: 5, origin: { kind: "file" } });
    expect(zones).toMatchObject({ value: ["a", "b"], origin: { kind: "default" } });
  });

  it("follows a value through another component's exports, and through what every component is given", () => {
    expect(paths(map, "/data/zones")).toEqual(["store.zones[0]", "store.zones[1]"]);
    expect(paths(map, "/data/owner")).toEqual(["owner"]);
    expect(paths(map, "/data/a~1b")).toEqual(["app.note"]);
  });

  it("names the environment where a name was made from it", () => {
    expect(paths(stack, "/resource/aws_ssm_parameter/flags/name")).toEqual(["name"]);
    expect(paths(map, "/metadata/annotations/name")).toEqual(["name"]);
  });

  it("names the very leaf that turns something on or chooses a word, also by way of the component's own exports", () => {
    expect(paths(stack, "/resource/aws_ssm_parameter/flags/overwrite")).toEqual(["store.encrypted"]);
    expect(paths(stack, "/resource/aws_ssm_parameter/flags/type")).toEqual(["store.mode"]);
  });

  it("names what is not set where that decides, and nothing beside it", () => {
    expect(ask(stack, "/resource/aws_ssm_parameter/flags/value").origins).toMatchObject([
      { path: "store.archive", value: undefined, origin: { kind: "file" } },
    ]);
  });

  it("tells what a value was made from apart from what only lets it be there", () => {
    const constant = ask(stack, "/resource/aws_ssm_parameter/flags/tier");
    expect(constant).toMatchObject({ origins: [], conditions: [{ path: "store.replica" }] });
    expect(ask(stack, "/resource/aws_ssm_parameter/flags/data_type")).toMatchObject({
      origins: [{ path: "store.replica.count" }],
      conditions: [],
    });
  });

  it("names the output of another stack that a value stands for until that is applied, and what decides over it", () => {
    const found = ask("terraform/app/main.tf.json", "/resource/aws_ssm_parameter/p/value");
    expect(found).toMatchObject({
      origins: [],
      outputs: [{ unit: "terraform/store", output: "zone_count", origins: [{ path: "store.zones" }] }],
    });
  });

  it("names entries of version tables that components read, and none that only looks the same", () => {
    const found = ask(map, "/data/image");
    expect(found).toMatchObject({ value: "1.4.0", versions: [{ path: "image.tag", value: "1.4.0" }] });
    const required = ask(stack, "/terraform/required_version").versions;
    expect(required.map(({ path }) => path)).toEqual(["terraform.required"]);
    expect(versions.entries.image.tag).toBe("1.4.0");
  });

  it("names the files or fields that there are, where it is asked for one that is not", () => {
    expect(ask("terraform/stor/main.tf.json", "")).toMatchObject({ missing: "file" });
    expect(ask("terraform/stor/main.tf.json", "").candidates).toContain(stack);
    expect(ask(map, "/data/none")).toMatchObject({ missing: "field" });
    expect(ask(map, "/data/none").candidates).toContain("/data/a~1b");
  });
});

describe("provenance where a map has many entries", { timeout: 60_000 }, () => {
  const many = defineComponent({
    name: "many",
    title: "Many",
    spec: z.record(z.string(), z.strictObject({ size: z.int() })),
    kubernetes: ({ chart, spec }) => {
      for (const [name, { size }] of Object.entries(spec))
        new KubeConfigMap(chart, name, { metadata: { name }, data: { size: `${size}` } });
      new KubeConfigMap(chart, "all", { metadata: { name: "all" }, data: { names: Object.keys(spec).join(",") } });
    },
  });
  const entries = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`entry-${index}`, { size: index }]));
  const find = tracer(environmentOf({ many: entries }, [many]), platformOf([many]));
  const origins = (file: string, pointer: string) =>
    (find(file, pointer) as Provenance).origins.map(({ path }) => path);

  it("says of one entry's file, and of a field in it, that entry", () => {
    expect(origins("kubernetes/many/configmap-entry-7.yaml", "/data/size")).toEqual(["many.entry-7.size"]);
    expect(origins("kubernetes/many/configmap-entry-7.yaml", "")).toContain("many.entry-7.size");
    expect(origins("kubernetes/many/configmap-entry-7.yaml", "")).not.toContain("many.entry-8.size");
  });

  it("names the map where a field follows many of its entries", () => {
    expect(origins("kubernetes/many/configmap-all.yaml", "/data/names")).toEqual(["many"]);
  });
});
