import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "../component/component.js";
import { systemOf } from "../component/testing.js";
import { compile } from "./compile.js";
import { customResource } from "./kubernetes/custom-resource.js";

const app = (standard: string, securityContext: object) =>
  defineComponent({
    name: "app",
    title: "App",
    spec: z.strictObject({}),
    kubernetes: ({ chart, environment: { kubernetes } }) => {
      customResource(chart, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: kubernetes.namespace, labels: { "pod-security.kubernetes.io/enforce": standard } },
      });
      customResource(chart, {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "web" },
        spec: {
          selector: { matchLabels: { app: "web" } },
          template: {
            metadata: { labels: { app: "web" } },
            spec: { containers: [{ name: "main", image: "web:1", securityContext }] },
          },
        },
      });
    },
  });
const found = (...of: Parameters<typeof app>) =>
  compile(systemOf({ app: {} }, [app(...of)])).diagnostics.map(
    ({ code, path, message }) => `${code} ${path} ${message}`,
  );

describe("pods that a namespace refuses", () => {
  it("are told of at their component (SF3009)", () => {
    expect(found("restricted", {})).toEqual([
      expect.stringMatching(/^SF3009 app Deployment web gets no pods: .* \(spec\.template\.spec\.containers\[0\]/),
    ]);
  });

  it("are fine where the standard is kept, or the namespace asks for less", () => {
    const restricted = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    };
    expect(found("restricted", restricted)).toEqual([]);
    expect(found("baseline", {})).toEqual([]);
  });
});
