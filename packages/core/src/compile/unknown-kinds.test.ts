import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { AnyComponent } from "../component/any-component.js";
import { defineComponent } from "../component/component.js";
import { systemOf } from "../component/testing.js";
import type { Kind } from "../kinds/kind.js";
import { compile } from "./compile.js";
import { customResource } from "./kubernetes/custom-resource.js";

const component = (apiVersion: string, kind: string, kinds: readonly Kind[] = []): AnyComponent =>
  defineComponent({
    name: "app",
    title: "App",
    spec: z.strictObject({}),
    kinds,
    kubernetes: ({ chart }) => {
      for (const name of ["a", "b"]) customResource(chart, { apiVersion, kind, metadata: { name } });
    },
  });
const compiled = (...of: Parameters<typeof component>) => compile(systemOf({ app: {} }, [component(...of)]));
const widget: Kind = { group: "example.com", kind: "Widget", scope: "cluster", readiness: "exists" };

describe("a kind that nobody described", () => {
  it("is an error at its component, once for all objects, with the line that describes it (SF3007)", () => {
    const { plan, diagnostics } = compiled("example.com/v1", "Widget");
    expect(plan).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: "SF3007",
        severity: "error",
        path: "app",
        position: { line: 1 },
        message: "app creates Widget a (example.com/v1), a kind that Streamform does not know",
        hint: expect.stringContaining(
          'kinds: [{ group: "example.com", kind: "Widget", scope: "namespace", readiness: "exists" }]',
        ),
      },
    ]);
  });

  it("may be a known one that was misspelt, or one of another group", () => {
    expect(compiled("apps/v1", "Deploymnt").diagnostics[0]?.hint).toMatch(/^did you mean Deployment\?/);
    expect(compiled("extensions/v1beta1", "Ingress").diagnostics[0]?.hint).toMatch(
      /^did you mean the group networking\.k8s\.io\?/,
    );
  });

  it("is known to every version once a component describes it, and has a namespace only if its kind has", () => {
    for (const [scope, namespace] of [
      ["cluster", undefined],
      ["namespace", "streaming"],
    ] as const) {
      const { plan, diagnostics } = compiled("example.com/v2", "Widget", [{ ...widget, scope }]);
      expect(diagnostics).toEqual([]);
      expect(plan?.units.map((unit) => unit.kind === "kubernetes" && unit.manifests[0]?.metadata)).toMatchObject([
        { name: "a", ...(namespace && { namespace }) },
      ]);
      expect(JSON.stringify(plan?.units)).toEqual(
        namespace ? expect.stringContaining('"namespace":"streaming"') : expect.not.stringContaining('"namespace"'),
      );
    }
  });
});
