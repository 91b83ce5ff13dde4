import { describe, expect, it } from "vitest";
import { podsOf, workload } from "../../../kubernetes/testing.js";
import { compileObject, diagnose } from "../../../testing.js";
import { kubernetesNamespace } from "./index.js";

const brokers = workload("brokers", { replicas: 3, requests: { cpu: 2, memory: 16 * 1024 }, storage: 500 });
const exporter = workload("lag exporter", { requests: { cpu: 0.25, memory: 128 }, limits: { cpu: 0.5, memory: 128 } });

const manifest = (kubernetesNamespaceSpec: object, kind: string) =>
  compileObject({ kubernetesNamespace: kubernetesNamespaceSpec }, kubernetesNamespace).manifest(
    "kubernetes-namespace",
    kind,
  );
const found = (spec: object, list = [brokers, exporter]) =>
  diagnose({ kubernetesNamespace: spec, pods: {} }, kubernetesNamespace, podsOf(list));
const places = (spec: object, list = [brokers, exporter]) =>
  found(spec, list).map(({ code, path }) => `${code} ${path}`);

describe("the namespace", () => {
  it("bears labels of one's own beside those of Pod Security, which nobody can change that way", () => {
    expect(manifest({ labels: { "acme.example/team": "streaming" } }, "Namespace").metadata.labels).toMatchObject({
      "acme.example/team": "streaming",
      "pod-security.kubernetes.io/enforce": "restricted",
    });
    for (const key of ["pod-security.kubernetes.io/enforce", "app.kubernetes.io/name", "-team"])
      expect(found({ labels: { [key]: "x" } })).toHaveLength(1);
  });

  it("has neither quota nor limits unless they are asked for", () => {
    const { manifests } = compileObject({ kubernetesNamespace: {} }, kubernetesNamespace);
    expect(manifests("kubernetes-namespace").map(({ kind }) => kind)).toEqual(["Namespace"]);
  });

  it("has a quota in canonical quantities, by requests and, of memory, by limits as well", () => {
    expect(manifest({ quota: { cpu: 50, memory: "200GiB", storage: "5TiB" } }, "ResourceQuota")).toMatchObject({
      metadata: { name: "quota", namespace: "streaming" },
      spec: {
        hard: {
          "requests.cpu": "50",
          "requests.memory": "200Gi",
          "limits.memory": "200Gi",
          "requests.storage": "5Ti",
        },
      },
    });
    expect(manifest({ quota: { cpuLimit: 1.5, volumeClaims: 12 } }, "ResourceQuota").spec).toEqual({
      hard: { "limits.cpu": "1500m", persistentvolumeclaims: "12" },
    });
  });

  it("gives containers that say nothing what the quota asks for, and bounds whole pods", () => {
    const container = {
      type: "Container",
      default: { memory: "256Mi" },
      defaultRequest: { cpu: "100m", memory: "256Mi" },
    };
    expect(manifest({ quota: { cpu: 50 } }, "LimitRange").spec).toEqual({ limits: [container] });
    const limits = { default: { cpu: 0.2, cpuLimit: 1, memory: "1GiB" }, max: { memory: "32GiB" }, min: { cpu: 0.05 } };
    expect(manifest({ limits }, "LimitRange").spec).toEqual({
      limits: [
        {
          type: "Container",
          default: { cpu: "1", memory: "1Gi" },
          defaultRequest: { cpu: "200m", memory: "1Gi" },
        },
        { type: "Pod", min: { cpu: "50m" }, max: { memory: "32Gi" } },
      ],
    });
  });

  it("tells the reader what it may ask for", () => {
    const { plan } = compileObject(
      { kubernetesNamespace: { quota: { cpu: 50, memory: "200GiB", storage: "5TiB" } } },
      kubernetesNamespace,
    );
    expect(plan.chapters[0]?.facts).toContainEqual({
      label: "Quota",
      value: "50 CPU, 200 GiB of memory, 5 TiB of volumes",
    });
  });
});

describe("checks", () => {
  it("refuse a quota smaller than the sum, with the arithmetic", () => {
    expect(found({ quota: { cpu: 6 } })).toMatchObject([
      {
        code: "SF2851",
        path: "kubernetesNamespace.quota.cpu",
        message:
          "the pods request 3 × 2 CPU (brokers) + 1 × 0.25 CPU (lag exporter) = 6.25 CPU, but the quota is 6 CPU",
      },
    ]);
    expect(places({ quota: { memory: "48GiB", storage: "1TiB", volumeClaims: 2 } })).toEqual([
      "SF2851 kubernetesNamespace.quota.memory",
      "SF2851 kubernetesNamespace.quota.storage",
      "SF2851 kubernetesNamespace.quota.volumeClaims",
    ]);
  });

  it("count every volume of a pod against the quota of claims", () => {
    const twoEach = [workload("brokers", { replicas: 3, storage: 600, volumes: 2 })];
    expect(found({ quota: { volumeClaims: 5 } }, twoEach)).toMatchObject([
      {
        path: "kubernetesNamespace.quota.volumeClaims",
        message: "the environment claims 6 volumes, but the quota is 5",
      },
    ]);
    expect(places({ quota: { volumeClaims: 6 } }, twoEach)).toEqual([]);
  });

  it("are silent about a quota with room for one more of the largest pods, and warn of one without", () => {
    expect(places({ quota: { cpu: 8.25, memory: "65GiB", storage: "1500GiB", volumeClaims: 3 } })).toEqual([]);
    expect(found({ quota: { cpu: 8 } })).toMatchObject([
      {
        code: "SF2852",
        severity: "warning",
        path: "kubernetesNamespace.quota.cpu",
        message: "the pods request 6.25 CPU, one more pod of brokers makes 8.25 CPU, but the quota is 8 CPU",
      },
    ]);
  });

  it("refuse bounds that a pod does not keep to", () => {
    expect(places({ limits: { max: { memory: "8GiB" }, min: { memory: "200MiB" } } })).toEqual([
      "SF2853 kubernetesNamespace.limits.max.memory",
      "SF2853 kubernetesNamespace.limits.min.memory",
    ]);
    expect(places({ limits: { max: { memory: "16GiB" }, min: { memory: "128MiB" } } })).toEqual([]);
  });

  it("refuse bounds that cross each other or the defaults", () => {
    const crossing = (limits: object) => places({ limits }, []);
    expect(crossing({ min: { cpu: 2 }, max: { cpu: 1 } })).toEqual(["SF2854 kubernetesNamespace.limits.min.cpu"]);
    expect(crossing({ min: { memory: "512MiB" } })).toEqual(["SF2854 kubernetesNamespace.limits.min.memory"]);
    expect(crossing({ max: { memory: "128MiB" } })).toEqual(["SF2854 kubernetesNamespace.limits.max.memory"]);
    expect(crossing({ min: { memory: "256MiB" }, max: { memory: "256MiB" } })).toEqual([]);
  });

  it("refuse bounds of CPU limits for pods that have none, unless a default covers what they ask for", () => {
    expect(places({ quota: { cpuLimit: 20 } })).toEqual(["SF2855 kubernetesNamespace.quota.cpuLimit"]);
    expect(places({ limits: { max: { cpu: 4 } } })).toEqual(["SF2855 kubernetesNamespace.limits.max.cpu"]);
    expect(places({ limits: { default: { cpuLimit: 1 } } })).toEqual([
      "SF2855 kubernetesNamespace.limits.default.cpuLimit",
    ]);
    expect(places({ quota: { cpuLimit: 20 }, limits: { default: { cpuLimit: 4 } } })).toEqual([]);
    expect(places({ quota: { cpuLimit: 20 } }, [exporter])).toEqual([]);
  });

  it("refuse a quota of CPU limits smaller than the limits, a default counted where a pod has none", () => {
    const limits = { default: { cpuLimit: 4 } };
    expect(found({ quota: { cpuLimit: 12 }, limits })).toMatchObject([
      {
        code: "SF2856",
        path: "kubernetesNamespace.quota.cpuLimit",
        message:
          "the limits of the pods are 3 × 4 CPU (brokers) + 1 × 0.5 CPU (lag exporter) = 12.5 CPU, but the quota is 12 CPU",
      },
    ]);
    expect(places({ quota: { cpuLimit: 12.5 }, limits })).toEqual([]);
  });
});
