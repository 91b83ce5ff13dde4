import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { KubernetesPart, Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { podsOf } from "../../trees/pods.js";
import { exampleProcess, objectsOf } from "../testing.js";
import { workloadOf } from "../workload.js";
import { deployment } from "./deployment.js";
import { cronJob, job } from "./job.js";
import { statefulSet } from "./stateful-set.js";

const schedule = { schedule: "0 3 * * *", timeZone: "Etc/UTC", retries: 3 } as const;
const ordered = {
  service: "copiers",
  first: 100,
  settle: 10,
  budget: { minAvailable: 1 },
  storageClass: "gp3",
} as const;
const starters: Readonly<Record<string, (part: KubernetesPart, process: typeof exampleProcess) => void>> = {
  Deployment: (part, process) => void deployment(part, process, { strategy: "one-by-one" }),
  StatefulSet: (part, process) => statefulSet(part, process, ordered),
  Job: (part, process) => job(part, process, []),
  CronJob: (part, process) => cronJob(part, process, schedule),
};

interface Template {
  readonly metadata: { readonly annotations?: object };
  readonly spec: {
    readonly securityContext: object;
    readonly containers: readonly Container[];
    readonly initContainers: readonly Container[];
  };
}
interface Container {
  readonly name: string;
  readonly env: readonly object[];
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly name: string; readonly readOnly?: boolean }[];
}

function templateOf(object: Manifest | undefined): Template {
  const spec = object?.spec as { template?: Template; jobTemplate?: { spec: { template: Template } } };
  const template = spec.jobTemplate?.spec.template ?? spec.template;
  if (!template) throw new Error("no template");
  return template;
}

function runningOf(process: typeof exampleProcess) {
  const running = process.runs();
  if (!running) throw new Error("cannot run");
  return running;
}

function startedBy(kind: string, process = exampleProcess) {
  const starter = starters[kind];
  if (!starter) throw new Error(kind);
  const objects = objectsOf((part) => starter(part, process));
  return { objects, template: templateOf(objects[kind]) };
}

describe.each(Object.keys(starters))("a process as a %s", (kind) => {
  it("asks for what its workload says, under the same labels", () => {
    const workload = workloadOf(exampleProcess);
    const pods = podsOf(Object.values(startedBy(kind).objects));
    expect(pods.length).toBeGreaterThan(0);
    for (const { requests, limits, labels, ports } of pods) {
      expect(labels).toMatchObject(workload.labels);
      expect({ requests, limits }).toEqual({
        requests: workload.requests,
        limits: { cpu: workload.limits.cpu, memory: workload.limits.memory },
      });
      expect(ports).toContainEqual({ name: workload.metrics?.portName, number: workload.metrics?.port });
      for (const { port } of workload.flows) expect(ports.map(({ number }) => number)).toContain(port);
    }
  });

  it("gives each of its objects the labels of its pods, so that one selector finds them all", () => {
    const { objects } = startedBy(kind);
    for (const { kind: each, metadata } of Object.values(objects))
      expect(metadata.labels, each).toMatchObject(workloadOf(exampleProcess).labels);
  });

  it("passes the Pod Security Standard restricted", () => {
    const { spec } = startedBy(kind).template;
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    for (const { securityContext } of [...spec.containers, ...spec.initContainers])
      expect(securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } });
  });

  it("shows each program its folders and no others, and lets it write to scratch alone", () => {
    const { containers, initContainers } = startedBy(kind).template.spec;
    const seen = (container?: Container) =>
      container?.volumeMounts.map(({ name, readOnly }) => [name, readOnly ?? false]);
    expect(seen(containers[0])).toEqual([
      ["files", true],
      ["key", true],
      ["tmp", false],
    ]);
    expect(seen(initContainers[0])).toEqual([["tmp", false]]);
  });

  it("has variables as they are, whatever the kubelet would read in them", () => {
    expect(startedBy(kind).template.spec.containers[0]?.env).toEqual([
      { name: "PORT", value: "8080" },
      { name: "PRICE", value: "5$" },
      { name: "ADDRESS", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.podIP" } } },
    ]);
  });

  it("has a service account that names its role and mounts no token", () => {
    expect(startedBy(kind).objects["ServiceAccount"]).toMatchObject({
      metadata: { annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/copier" } },
      automountServiceAccountToken: false,
    });
  });

  it("starts anew with every change of its files", () => {
    const changed = {
      ...exampleProcess,
      runs: () => ({
        ...runningOf(exampleProcess),
        folders: [{ name: "files", path: "/etc/files", files: { "copy.conf": "speed=2\n" } }],
      }),
    };
    const identity = (process: typeof exampleProcess) => {
      const { objects, template } = startedBy(kind, process);
      return [objects[kind]?.metadata.name, template.metadata.annotations];
    };
    expect(identity(changed)).not.toEqual(identity(exampleProcess));
    expect(identity(exampleProcess)).toEqual(identity(exampleProcess));
  });

  it("is not there where it cannot run", () => {
    const nothing = objectsOf((part) => starters[kind]?.(part, { ...exampleProcess, runs: () => undefined }));
    expect(nothing).toEqual({});
  });
});

describe("a Deployment", () => {
  it("has a disruption budget where its pods go one by one", () => {
    expect(startedBy("Deployment").objects["PodDisruptionBudget"]?.spec).toMatchObject({ maxUnavailable: 1 });
    const recreated = objectsOf((part) => void deployment(part, exampleProcess, { strategy: "recreate" }));
    expect(recreated["PodDisruptionBudget"]).toBeUndefined();
  });
});

describe("a StatefulSet", () => {
  const stored = { ...exampleProcess, storage: [{ name: "data", path: "/data", size: 10 }] };

  it("finds its claims by name, with the sizes of the process", () => {
    const { StatefulSet: set, PersistentVolumeClaim: last } = startedBy("StatefulSet", stored).objects;
    expect(set?.spec).toMatchObject({
      ordinals: { start: 100 },
      volumeClaimTemplates: [{ metadata: { name: "data" } }],
    });
    expect(last).toMatchObject({
      metadata: { name: "data-copier-101" },
      spec: { storageClassName: "gp3", resources: { requests: { storage: "10Gi" } } },
    });
  });

  it("mounts images as read-only folders of the main program", () => {
    const { StatefulSet: set } = objectsOf((part) =>
      statefulSet(part, stored, {
        ...ordered,
        images: [{ name: "plugin", path: "/opt/plugin", image: "example/plugin:1" }],
      }),
    );
    const { spec } = templateOf(set);
    expect(spec).toMatchObject({
      volumes: expect.arrayContaining([
        { name: "plugin", image: { reference: "example/plugin:1", pullPolicy: "IfNotPresent" } },
      ]),
    });
    expect(spec.containers[0]?.volumeMounts).toContainEqual({
      name: "plugin",
      mountPath: "/opt/plugin",
      readOnly: true,
    });
  });
});

describe("a token for Kubernetes", () => {
  it("is seen by the programs that name it, and by no other", () => {
    const { containers, initContainers } = startedBy("Deployment", {
      ...exampleProcess,
      runs: () => {
        const { before = [], folders, ...running } = runningOf(exampleProcess);
        return {
          ...running,
          before: before.map((program) => ({ ...program, sees: ["token"] })),
          folders: [...folders, { name: "token", path: "/run/token", token: 3600 }],
        };
      },
    }).template.spec;
    const seen = (container?: Container) => container?.volumeMounts.map(({ name }) => name);
    expect(seen(initContainers[0])).toEqual(["token"]);
    expect(seen(containers[0])).not.toContain("token");
  });
});

describe("the placement of pods", () => {
  const affinity = (placement: Partial<typeof exampleProcess>) =>
    (startedBy("Deployment", { ...exampleProcess, ...placement }).template.spec as { affinity?: object }).affinity;

  it("requires the zones of the process, and a node for each replica, where the process says so", () => {
    expect(affinity({})).toBeUndefined();
    expect(affinity({ zones: ["eu-central-1a"] })).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-central-1a"] }] },
          ],
        },
      },
    });
    expect(affinity({ isAlone: true })).toEqual({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { labelSelector: { matchLabels: exampleProcess.labels }, topologyKey: "kubernetes.io/hostname" },
        ],
      },
    });
  });
});

describe("the presets", () => {
  it("start pods by a process alone, so that nobody states a pod twice", () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const writers = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .filter((file) =>
        /\bKube(StatefulSet|Deployment|DaemonSet|Job|CronJob|Pod)\b/.test(readFileSync(`${root}${file}`, "utf8")),
      );
    expect(writers.toSorted()).toEqual([
      "process/kubernetes/deployment.ts",
      "process/kubernetes/job.ts",
      "process/kubernetes/stateful-set.ts",
    ]);
  });
});
