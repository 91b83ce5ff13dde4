import { KubeClusterRole, KubeConfigMap, KubeNamespace, KubePod, KubeRole } from "cdk8s-plus-29/lib/imports/k8s.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { provide } from "../../component/capability.js";
import { defineComponent } from "../../component/component.js";
import { secretStores } from "../../component/secret-stores.js";
import { text } from "../../component/text.js";
import type { Manifest } from "../../kinds/manifest.js";
import { contentOf, planOf, refusals, specText } from "../testing.js";
import { literalVariable } from "./literal-variable.js";

const empty = z.strictObject({});
const stores = defineComponent({
  name: "stores",
  title: "Stores",
  spec: empty,
  provides: [
    provide(secretStores, () => ({
      parameters: { name: "parameters", kind: "ClusterSecretStore" as const },
      secrets: { name: "secrets", kind: "ClusterSecretStore" as const },
    })),
  ],
});
const store = defineComponent({
  name: "store",
  title: "Store",
  spec: empty,
  terraform: () => ({ address: "b-1:9092" }),
});
const app = defineComponent({
  name: "app",
  title: "App",
  spec: empty,
  uses: { store },
  kubernetes: ({ chart, env, secret, selector, uses: { store } }) => {
    new KubePod(chart, "pod", {
      metadata: { name: "app", labels: { ...selector } },
      spec: {
        containers: [
          {
            name: "app",
            env: [
              env("ADDRESS", store.address),
              env("PASSWORD", { secretsManager: "admin", key: "password" }),
              env("PLAIN", "$(HOME)"),
            ],
          },
        ],
      },
    });
    secret("app-client", { "client.properties": text`servers=${store.address}` });
  },
});

function manifestsOf(
  component: string,
  object: Readonly<Record<string, unknown>>,
  ...components: Parameters<typeof planOf>[1]
): readonly Manifest[] {
  return planOf(object, components).units.flatMap((unit) =>
    unit.kind === "kubernetes" && unit.component === component ? unit.manifests : [],
  );
}

/** What the kubelet makes of a variable's value; Kubernetes, third_party/forked/golang/expansion/expand.go, on bytes as there. */
function expand(value: string): string {
  const input = Buffer.from(value);
  const output: Buffer[] = [];
  for (let cursor = 0; cursor < input.length; cursor++) {
    const next = input[cursor + 1];
    if (input[cursor] !== 0x24 || next === undefined) output.push(input.subarray(cursor, cursor + 1));
    else if (next === 0x24) output.push(input.subarray(cursor++, cursor));
    else if (next === 0x28) {
      const end = input.indexOf(0x29, cursor + 2);
      output.push(end < 0 ? Buffer.from("$(") : Buffer.from("REPLACED"));
      cursor = end < 0 ? cursor + 1 : end;
    } else output.push(Buffer.from(`$${String.fromCodePoint(input[++cursor] ?? 0)}`));
  }
  return Buffer.concat(output).toString();
}

describe("a chart", () => {
  const objects = { stores: {}, store: {}, app: {} };

  it("gives a container what is known only after apply, and secrets, by one Secret that External Secrets fills", () => {
    const [own, values, pod] = manifestsOf("app", objects, stores, store, app);
    expect([own, values, pod].map((manifest) => `${manifest?.kind}/${manifest?.metadata.name}`)).toEqual([
      "ExternalSecret/app-client",
      "ExternalSecret/app-values",
      "Pod/app",
    ]);
    expect((pod?.["spec"] as { containers: { env: unknown }[] } | undefined)?.containers[0]?.env).toEqual([
      { name: "ADDRESS", valueFrom: { secretKeyRef: { name: "app-values", key: "ADDRESS" } } },
      { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "app-values", key: "PASSWORD" } } },
      { name: "PLAIN", value: "$$(HOME)" },
    ]);
  });

  it("makes the other component publish a parameter, and waits for its stack", () => {
    const plan = planOf(objects, [stores, store, app]);
    const stack = plan.units.find(({ id }) => id === "terraform/store");
    expect(stack?.kind === "terraform" && stack.parameters).toEqual(["/streamform/test/store/address"]);
    expect(plan.units.find(({ id }) => id === "kubernetes/app")?.dependsOn).toEqual(["terraform/store"]);
  });

  it("keeps a variable's text from the kubelet, which replaces, halves and tears", () => {
    for (const value of ["$(HOME)", "$$(HOME)", "a$$b", "$é", "$", "$$", "$HOME"])
      expect(expand(literalVariable(value))).toBe(value);
    fc.assert(
      fc.property(specText, (value) => {
        expect(expand(literalVariable(value))).toBe(value);
      }),
      { numRuns: 2000 },
    );
    expect(literalVariable("$HOME costs 5$")).toBe("$HOME costs 5$");
  });

  it("puts objects into the environment's namespace, except those that belong to none, and labels them", () => {
    const spaces = defineComponent({
      name: "spaces",
      title: "Spaces",
      spec: empty,
      kubernetes: ({ chart }) => {
        new KubeNamespace(chart, "namespace", { metadata: { name: "streaming" } });
        new KubeClusterRole(chart, "role", { metadata: { name: "reader" }, rules: [] });
        new KubeConfigMap(chart, "map", { metadata: { name: "map" } });
      },
    });
    const manifests = manifestsOf("spaces", { spaces: {} }, spaces);
    expect(manifests.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual([
      ["ClusterRole", undefined],
      ["ConfigMap", "streaming"],
      ["Namespace", undefined],
    ]);
    expect(manifests[1]?.metadata.labels).toEqual({
      "app.kubernetes.io/managed-by": "streamform",
      "app.kubernetes.io/name": "spaces",
      "app.kubernetes.io/part-of": "test",
    });
  });

  it("names a file after kind and name, and after the namespace where two objects share them", () => {
    const roles = defineComponent({
      name: "roles",
      title: "Roles",
      spec: empty,
      kubernetes: ({ chart }) => {
        for (const namespace of ["one", "two"])
          new KubeRole(chart, namespace, { metadata: { name: "reader", namespace }, rules: [] });
        new KubeRole(chart, "single", { metadata: { name: "writer" }, rules: [] });
      },
    });
    const plan = planOf({ roles: {} }, [roles]);
    expect(plan.units.flatMap(({ artifacts }) => artifacts.map(({ path }) => path.split("/").at(-1)))).toEqual([
      "role-reader-one.yaml",
      "role-writer.yaml",
      "role-reader-two.yaml",
      "kustomization.yaml",
    ]);
    expect(contentOf(plan, "kubernetes/roles/kustomization.yaml")).toContain("- role-reader-one.yaml\n");
  });

  it("refuses to read from AWS where no store is known", () => {
    expect(refusals({ store: {}, app: {} }, [store, app])).toEqual([
      "SF3005 app reads AWS values in the cluster, but the environment has no SecretStore",
    ]);
  });
});
