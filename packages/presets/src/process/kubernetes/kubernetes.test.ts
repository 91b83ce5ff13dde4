import type { KubernetesPart, Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { podsOf } from "../../trees/pods.js";
import { exampleProcess, objectsOf } from "../testing.js";
import { workloadOf } from "../workload.js";
import { deployment } from "./deployment.js";
import { cronJob, job } from "./job.js";

const schedule = { schedule: "0 3 * * *", timeZone: "Etc/UTC", retries: 3 } as const;
const starters: Readonly<Record<string, (part: KubernetesPart, process: typeof exampleProcess) => void>> = {
  Deployment: (part, process) => void deployment(part, process, { strategy: "one-by-one" }),
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
      expect({ requests, limits, labels }).toEqual({
        requests: workload.requests,
        limits: { cpu: workload.limits.cpu, memory: workload.limits.memory },
        labels: workload.labels,
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
      runs: () => {
        const running = exampleProcess.runs();
        return (
          running && {
            ...running,
            folders: [{ name: "files", path: "/etc/files", files: { "copy.conf": "speed=2\n" } }],
          }
        );
      },
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
