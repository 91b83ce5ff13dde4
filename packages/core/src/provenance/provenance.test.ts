import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "../component/component.js";
import { environmentOf, platformOf } from "../component/testing.js";
import { type NoProvenance, type Provenance, provenance } from "./provenance.js";

const store = defineComponent({
  name: "store",
  title: "Store",
  spec: z.strictObject({
    size: z.int().min(1).max(5).default(5),
    zones: z.array(z.string()).default(["a", "b"]),
    unused: z.string().default("x"),
  }),
  exports: ({ spec }) => ({ zones: spec.zones }),
  terraform: ({ stack, spec }) => {
    new SsmParameter(stack, "p", {
      name: "p",
      type: "String",
      value: `${spec.size * spec.zones.length}`,
      description: "fixed",
    });
    return {};
  },
});
const app = defineComponent({
  name: "app",
  title: "App",
  spec: z.strictObject({ note: z.string().default("") }),
  uses: { store },
  kubernetes: ({ chart, spec, uses, environment }) =>
    void new KubeConfigMap(chart, "map", {
      metadata: { name: "map" },
      data: { "a/b": spec.note, zones: uses.store.zones.join(","), owner: environment.owner },
    }),
});
const components = [store, app];
const environment = environmentOf({ store: { size: 5 }, app: { note: "hello" } }, components);
const ask = (file: string, pointer: string) =>
  provenance(environment, platformOf(components), file, pointer) as Provenance & NoProvenance;
const paths = (file: string, pointer: string) => ask(file, pointer).origins.map(({ path }) => path);
const stack = "terraform/store/main.tf.json";
const map = "kubernetes/app/configmap-map.yaml";

describe("provenance", () => {
  it("finds the places of the spec that a field of Terraform follows, also at the edge of what the schema allows", () => {
    expect(paths(stack, "/resource/aws_ssm_parameter/p/value").sort()).toEqual(["store.size", "store.zones"]);
  });

  it("finds nothing for what is the component's own constant", () => {
    expect(ask(stack, "/resource/aws_ssm_parameter/p/description")).toEqual({
      unit: "terraform/store",
      value: "fixed",
      origins: [],
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

  it("names the files or fields that there are, where it is asked for one that is not", () => {
    expect(ask("terraform/stor/main.tf.json", "")).toMatchObject({ missing: "file" });
    expect(ask("terraform/stor/main.tf.json", "").candidates).toContain(stack);
    expect(ask(map, "/data/none")).toMatchObject({ missing: "field" });
    expect(ask(map, "/data/none").candidates).toContain("/data/a~1b");
  });
});
