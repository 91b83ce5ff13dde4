import { KubeDeployment, KubeJob, KubeServiceAccount } from "cdk8s-plus-29/lib/imports/k8s.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "../../component/component.js";
import { podFields } from "../../environment/pod-fields.js";
import type { Manifest } from "../../kinds/manifest.js";
import { planOf, refusals } from "../testing.js";
import { contentName } from "./content-name.js";
import { customResource } from "./custom-resource.js";
import { podSettings } from "./pod-settings.js";

const labels = { app: "web" };
const zone = { key: "topology.kubernetes.io/zone", operator: "In", values: ["a"] };
const component = defineComponent({
  name: "web",
  title: "Web",
  spec: z.strictObject({ ...podFields }),
  kubernetes: ({ chart, spec }) => {
    podSettings(chart, "web", spec);
    new KubeServiceAccount(chart, "account", { metadata: { name: "web", annotations: { role: "own" } } });
    const pod = {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [zone] }] },
        },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: zone.key,
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: labels },
        },
      ],
      containers: [{ name: "web", image: "quay.io/acme/web:1", env: [{ name: "PORT", value: "80" }] }],
    };
    new KubeDeployment(chart, "deployment", {
      metadata: { name: "web" },
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
    });
    new KubeJob(chart, "job", {
      metadata: { name: contentName(chart, "load", "content") },
      spec: { template: { spec: { ...pod, restartPolicy: "Never" } } },
    });
  },
});

type Pods = Readonly<Record<string, unknown>>;

function objectsOf(all: Pods, own: Pods = {}, registry?: Pods): Readonly<Record<string, Manifest>> {
  const { units } = planOf({ kubernetes: { pods: all, ...(registry && { registry }) }, web: own }, [component]);
  const manifests = units.flatMap((unit) => (unit.kind === "kubernetes" ? unit.manifests : []));
  return Object.fromEntries(manifests.map((manifest) => [manifest.kind, manifest]));
}

interface Template {
  readonly metadata: { readonly labels: object; readonly annotations?: object };
  readonly spec: Pods & { readonly containers: readonly Pods[] };
}
function templateOf(...options: Parameters<typeof objectsOf>): Template {
  const { Deployment } = objectsOf(...options);
  return (Deployment?.spec as { readonly template: Template } | undefined)?.template as Template;
}

describe("pods of an environment", () => {
  it("have what the environment says of all", () => {
    const { metadata, spec } = templateOf({
      nodeSelector: { pool: "kafka" },
      tolerations: [{ key: "kafka", operator: "Exists" }],
      priorityClassName: "high",
      runtimeClassName: "gvisor",
      imagePullSecrets: ["registry"],
      podLabels: { team: "a" },
      podAnnotations: { note: "b" },
    });
    expect(metadata).toEqual({ labels: { team: "a", app: "web" }, annotations: { note: "b" } });
    expect(spec).toMatchObject({
      nodeSelector: { pool: "kafka" },
      tolerations: [{ key: "kafka", operator: "Exists" }],
      priorityClassName: "high",
      runtimeClassName: "gvisor",
      imagePullSecrets: [{ name: "registry" }],
    });
  });

  it("have what the component's key says instead, and maps of both", () => {
    const all = { nodeSelector: { pool: "any" }, tolerations: [{ key: "any" }], podLabels: { team: "a", tier: "1" } };
    const { metadata, spec } = templateOf(all, { nodeSelector: { pool: "web" }, podLabels: { team: "b" } });
    expect(spec).toMatchObject({ nodeSelector: { pool: "web" }, tolerations: [{ key: "any" }] });
    expect(metadata.labels).toEqual({ team: "b", tier: "1", app: "web" });
    expect(templateOf(all, { tolerations: [] }).spec["tolerations"]).toEqual([]);
  });

  it("keep the labels by which they are found, whatever a team writes", () => {
    expect(templateOf({ podLabels: { app: "other" } }).metadata.labels).toEqual(labels);
    for (const label of ["app.kubernetes.io/name", "statefulset.kubernetes.io/pod-name"])
      expect(() => templateOf({ podLabels: { [label]: "x" } })).toThrow("a label that selects pods");
  });

  it("have no label of an operator that finds its pods by labels of that domain (SF3008)", () => {
    const operated = defineComponent({
      name: "operated",
      title: "Operated",
      spec: z.strictObject({}),
      kinds: [
        {
          group: "data.example.com",
          kind: "Database",
          scope: "namespace",
          readiness: "exists",
          operatorPods: [{ at: "spec", containers: [], labels: () => ({ "example.com/cluster": "db" }) }],
        },
      ],
      kubernetes: ({ chart }) =>
        customResource(chart, {
          apiVersion: "data.example.com/v1",
          kind: "Database",
          metadata: { name: "db" },
          spec: { size: 1 },
        }),
    });
    const refused = (podLabels: Pods) => refusals({ kubernetes: { pods: { podLabels } }, operated: {} }, [operated]);
    expect(refused({ "example.com/team": "a" })).toEqual([
      "SF3008 Database db has the pod label example.com/team, but its operator sets the labels of example.com",
    ]);
    expect(refused({ team: "a", "acme.example/team": "a" })).toEqual([]);
  });

  it("go only where the component and the team both let them", () => {
    const size = { key: "size", operator: "In", values: ["large"] };
    const arm = { key: "arch", operator: "In", values: ["arm64"] };
    const affinity = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [size] }, { matchExpressions: [arm] }],
        },
      },
    };
    expect(templateOf({ affinity }).spec["affinity"]).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [zone, size] }, { matchExpressions: [zone, arm] }],
        },
      },
    });
  });

  it("are spread as the team says over the places that it names, by their own labels", () => {
    const spread = [{ topologyKey: zone.key, whenUnsatisfiable: "DoNotSchedule" }, { topologyKey: "rack" }];
    const labelSelector = { matchLabels: labels };
    expect(templateOf({ topologySpreadConstraints: spread }).spec["topologySpreadConstraints"]).toEqual([
      { topologyKey: zone.key, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector },
      { topologyKey: "rack", maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector },
    ]);
  });

  it("get variables and volumes beside their own, which stay", () => {
    const { spec } = templateOf({
      extraEnvironment: { PORT: "81", ZONE: "a", TOKEN: { secret: { name: "token", key: "t" } } },
      extraVolumes: { ca: { path: "/mnt/ca", secret: "corporate-ca" }, room: { path: "/mnt/room", scratch: "1GiB" } },
    });
    const [container] = spec.containers;
    expect(container?.["env"]).toEqual([
      { name: "PORT", value: "80" },
      { name: "ZONE", value: "a" },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "token", key: "t" } } },
    ]);
    expect(container?.["volumeMounts"]).toEqual([
      { name: "ca", mountPath: "/mnt/ca", readOnly: true },
      { name: "room", mountPath: "/mnt/room" },
    ]);
    expect(spec["volumes"]).toEqual([
      { name: "ca", secret: { secretName: "corporate-ca", defaultMode: 0o440 } },
      { name: "room", emptyDir: { sizeLimit: "1Gi" } },
    ]);
  });

  it("have a service account with the team's annotations below its own", () => {
    const { ServiceAccount } = objectsOf({ serviceAccountAnnotations: { role: "theirs", note: "x" } });
    expect(ServiceAccount?.metadata).toMatchObject({ annotations: { role: "own", note: "x" } });
  });

  it("are started anew by a Job of another name where something about them changes", () => {
    const name = (...options: Parameters<typeof objectsOf>) => objectsOf(...options)["Job"]?.metadata.name;
    const [plain, tolerant, mirrored] = [
      name({}),
      name({ tolerations: [{ key: "kafka" }] }),
      name({}, {}, { images: "registry.acme.example" }),
    ];
    expect(new Set([plain, tolerant, mirrored]).size).toBe(3);
    expect(name({}, { tolerations: [{ key: "only-web" }] })).toBe(plain);
  });

  it("pull their images from the company's registry, of all hosts or of those that are named", () => {
    const image = (images: unknown) => templateOf({}, {}, { images }).spec.containers[0]?.["image"];
    expect(image("registry.acme.example/mirror")).toBe("registry.acme.example/mirror/acme/web:1");
    expect(image({ "quay.io": "registry.acme.example/quay" })).toBe("registry.acme.example/quay/acme/web:1");
    expect(image({ "docker.io": "registry.acme.example/hub" })).toBe("quay.io/acme/web:1");
  });
});
