import { describe, expect, it } from "vitest";
import { strategicMerge } from "./strategic-merge.js";

const deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "api" },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          {
            name: "api",
            image: "api:1",
            args: ["--verbose"],
            env: [
              { name: "MODE", value: "fast" },
              { name: "LEVEL", value: "info" },
            ],
            ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
          },
          { name: "sidecar", image: "sidecar:1" },
        ],
        tolerations: [{ key: "old", operator: "Exists" }],
        volumes: [{ name: "data", emptyDir: {} }],
      },
    },
  },
};

/** What the pod of the deployment is after a change of its spec. */
function pod(spec: object, object: object = deployment): Record<string, unknown> {
  const merged = strategicMerge(object as never, { spec: { template: { spec } } });
  return (merged as typeof deployment).spec.template.spec;
}

describe("a strategic merge", () => {
  it("finds containers, variables and ports by their key and keeps the others as they are, in their order", () => {
    const { containers } = pod({
      containers: [
        {
          name: "api",
          env: [{ name: "LEVEL", value: "debug" }],
          ports: [{ containerPort: 8080, name: "web" }],
        },
      ],
    });
    expect(containers).toEqual([
      {
        name: "api",
        image: "api:1",
        args: ["--verbose"],
        env: [
          { name: "MODE", value: "fast" },
          { name: "LEVEL", value: "debug" },
        ],
        ports: [{ name: "web", containerPort: 8080, protocol: "TCP" }],
      },
      { name: "sidecar", image: "sidecar:1" },
    ]);
  });

  it("adds items with a new key behind the others", () => {
    const { containers } = pod({ containers: [{ name: "proxy", image: "proxy:1" }] });
    expect((containers as { name: string }[]).map(({ name }) => name)).toEqual(["api", "sidecar", "proxy"]);
  });

  it("replaces lists without a key, and lists of values", () => {
    const { tolerations, containers } = pod({
      tolerations: [{ key: "dedicated", operator: "Exists" }],
      containers: [{ name: "api", args: ["--quiet"] }],
    });
    expect(tolerations).toEqual([{ key: "dedicated", operator: "Exists" }]);
    expect(containers).toMatchObject([{ args: ["--quiet"] }, {}]);
  });

  it("removes a key by null and an item by $patch: delete", () => {
    const merged = strategicMerge(deployment, { spec: { replicas: null } });
    expect(merged["spec"]).not.toHaveProperty("replicas");
    const { containers } = pod({ containers: [{ name: "sidecar", $patch: "delete" }] });
    expect(containers).toMatchObject([{ name: "api" }]);
  });

  it("replaces a map by $patch: replace", () => {
    const { containers } = pod({ containers: [{ name: "api", $patch: "replace", image: "other:1" }] });
    expect(containers).toMatchObject([{ name: "api", image: "other:1" }, { name: "sidecar" }]);
    expect((containers as object[])[0]).toEqual({ name: "api", image: "other:1" });
  });

  it("takes away what an item cannot have beside what is set: one source of a volume, one of a variable", () => {
    const { volumes, containers } = pod({
      volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }],
      containers: [
        { name: "api", env: [{ name: "MODE", valueFrom: { configMapKeyRef: { name: "modes", key: "api" } } }] },
      ],
    });
    expect(volumes).toEqual([{ name: "data", persistentVolumeClaim: { claimName: "data" } }]);
    expect(containers).toMatchObject([{ env: [{ name: "MODE", valueFrom: {} }, {}] }, {}]);
    expect(JSON.stringify(containers)).not.toContain("fast");
  });

  it("tells ports of a Service apart by number and protocol", () => {
    const service = {
      apiVersion: "v1",
      kind: "Service",
      spec: {
        ports: [
          { port: 53, protocol: "TCP", targetPort: 53 },
          { port: 53, protocol: "UDP", targetPort: 53 },
        ],
      },
    };
    const merged = strategicMerge(service, { spec: { ports: [{ port: 53, protocol: "UDP", targetPort: 5353 }] } });
    expect(merged["spec"]).toEqual({
      ports: [
        { port: 53, protocol: "TCP", targetPort: 53 },
        { port: 53, protocol: "UDP", targetPort: 5353 },
      ],
    });
  });

  it("replaces every list of a custom resource, as Kubernetes does", () => {
    const { containers } = pod({ containers: [{ name: "api" }] }, { ...deployment, apiVersion: "acme.example.com/v1" });
    expect(containers).toEqual([{ name: "api" }]);
  });

  it("adds finalizers to those that there are", () => {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", finalizers: ["a.example/one"] } };
    const merged = strategicMerge(object, { metadata: { finalizers: ["a.example/two", "a.example/one"] } });
    expect(merged["metadata"]).toEqual({ name: "x", finalizers: ["a.example/one", "a.example/two"] });
  });

  it.each([
    ["an item without its key", { containers: [{ image: "x" }] }, "an item of containers has no name"],
    [
      "an item to delete that is not there",
      { containers: [{ name: "nobody", $patch: "delete" }] },
      "no item whose name",
    ],
    ["another directive", { $setElementOrder: [] }, "$setElementOrder is not a directive"],
    [
      "a directive in a list that is replaced",
      { tolerations: [{ key: "x", $patch: "delete" }] },
      "replaced as a whole",
    ],
    ["another word of the directive", { $patch: "merge" }, "is not allowed here"],
  ])("refuses %s", (_, spec, message) => {
    expect(() => pod(spec)).toThrow(message);
  });

  it("does not alter what it was given", () => {
    const before = structuredClone(deployment);
    pod({ containers: [{ name: "api", image: "api:2" }], volumes: [{ name: "data", $patch: "delete" }] });
    expect(deployment).toEqual(before);
  });

  it("treats a key that JavaScript has a meaning for as any other", () => {
    const change = JSON.parse('{ "data": { "__proto__": { "polluted": "yes" } } }') as object;
    const merged = strategicMerge({ apiVersion: "v1", kind: "ConfigMap", data: {} }, change as never);
    expect(Object.keys(merged["data"] as object)).toEqual(["__proto__"]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
