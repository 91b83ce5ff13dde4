import { describe, expect, it } from "vitest";
import { z } from "zod";
import { claimsOf, collisions } from "./claims.js";
import { defineComponent } from "./component/component.js";
import { environmentOf, platformOf } from "./component/testing.js";

const nothing = z.strictObject({});
const app = defineComponent({ name: "app", title: "App", spec: nothing, kubernetes: () => {} });
const controller = defineComponent({
  name: "the-controller",
  title: "The controller",
  spec: nothing,
  kubernetes: () => {},
  oncePerCluster: true,
});
const files = defineComponent({ name: "files", title: "Files", spec: nothing, files: () => {} });

type Spec = Readonly<Record<string, unknown>>;
const components = [app, controller, files];
const claims = (name: string, spec: Spec) =>
  claimsOf(environmentOf({ name, ...spec }, components), platformOf(components));
const collide = (one: Spec, other: Spec) => collisions([...claims("one", one), ...claims("other", other)]);
const inCluster = (kubernetes: Spec, spec: Spec = { app: {} }) => ({ ...spec, kubernetes });

describe("two environments in one cluster", () => {
  it("may not share a namespace, and each is told at its own place where the other says so", () => {
    const [one, other, ...more] = collide(inCluster({ eksCluster: "eks" }), inCluster({ eksCluster: "eks" }));
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      code: "SF5020",
      severity: "error",
      environment: "one",
      path: "kubernetes.namespace",
      position: { line: 1 },
      hint: expect.stringContaining("kubernetes.namespace"),
    });
    expect(one?.message).toMatch(
      /^one claims the namespace streaming in the cluster eks, and so does other \([^)]*:\d+\)$/,
    );
    expect(other).toMatchObject({ environment: "other", message: expect.stringContaining("so does one (") });
  });

  it("may have a namespace each, and then a controller that a cluster has once only in one of them", () => {
    const spec = { app: {}, theController: {} };
    const own = inCluster({ context: "c", namespace: "own" }, spec);
    expect(collide(own, inCluster({ context: "c" }))).toEqual([]);
    expect(collide(own, inCluster({ context: "c" }, spec))).toMatchObject([
      {
        path: "theController",
        message: expect.stringContaining("claims The controller in the cluster c"),
        hint: expect.stringContaining("leave theController out of all environments but one"),
      },
      { path: "theController" },
    ]);
  });

  it("are in one where nothing names a cluster, unless account or region differ", () => {
    expect(collide({ app: {} }, { app: {} })).toHaveLength(2);
    expect(collide({ app: {} }, { app: {}, aws: { accountId: "444455556666", region: "eu-central-1" } })).toEqual([]);
  });
});

it("names two of the others and counts the rest", () => {
  const all = ["a", "b", "c", "d", "e"].flatMap((name) => claims(name, { app: {} }));
  expect(collisions(all)[0]?.message).toMatch(
    /^a claims the namespace streaming in its GitOps engine's own cluster, and so does b \([^)]*\), c \([^)]*\) and 2 more$/,
  );
});

describe("two environments that have nothing to do with each other", () => {
  it.each<[string, Spec, Spec]>([
    ["are in clusters of two names", { eksCluster: "a" }, { eksCluster: "b" }],
    ["are in clusters of two contexts", { context: "a" }, { context: "b" }],
    ["are in remote clusters of two names", { kubeConfigSecret: "a" }, { kubeConfigSecret: "b" }],
    ["have a namespace each", { eksCluster: "a", namespace: "one" }, { eksCluster: "a", namespace: "other" }],
  ])("%s", (_, one, other) => {
    expect(collide(inCluster(one), inCluster(other))).toEqual([]);
  });

  it("have clusters of one name in two regions", () => {
    const spec = inCluster({ eksCluster: "eks" });
    expect(collide(spec, { ...spec, aws: { accountId: "111122223333", region: "eu-west-1" } })).toEqual([]);
  });

  it("make nothing in a cluster", () => {
    expect(collide({ files: {} }, { files: {} })).toEqual([]);
  });
});
