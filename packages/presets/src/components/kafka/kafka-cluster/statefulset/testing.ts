import type { Manifest } from "@streamform/core";
import { compileObject } from "../../../../testing.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";

export const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
/** The oldest pair of versions, with ZooKeeper. */
export const classic = { kafkaVersion: "3.6.1", metadata: "zookeeper" };

/** The cluster of a spec, compiled, and ways into what came out. */
export const compiled = (spec: object = {}, rest: object = {}) => {
  const { manifests } = compileObject(
    {
      kubernetes: { namespace: "kafka" },
      certificates: {},
      kafkaCluster: { engine: "statefulset", zones, ...spec },
      ...rest,
    },
    certificates,
    kafkaCluster,
  );
  const all = manifests("kafka-cluster");
  const named = (kind: string, name: string): Manifest => {
    const found = all.find((object) => object.kind === kind && object.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found;
  };
  return {
    all,
    named,
    set: (role: string) => named("StatefulSet", `test-${role}`) as unknown as StatefulSet,
    file: (role: string, file: string) =>
      (named("ConfigMap", `test-${role}`) as unknown as { data: Record<string, string> }).data[file] ?? "",
    namesOf: (kind: string) => all.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name),
  };
};

/** A StatefulSet, as far as tests look into it. */
export interface StatefulSet {
  readonly spec: {
    readonly serviceName: string;
    readonly selector: object;
    readonly podManagementPolicy: string;
    readonly volumeClaimTemplates: object;
    readonly persistentVolumeClaimRetentionPolicy: object;
    readonly template: { readonly metadata: { readonly annotations: object }; readonly spec: Pod };
  };
}

interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: object;
  readonly affinity: {
    readonly nodeAffinity: object;
    readonly podAntiAffinity: { readonly requiredDuringSchedulingIgnoredDuringExecution: object };
  };
  readonly topologySpreadConstraints: object;
  readonly volumes: readonly { readonly name: string }[];
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
}

interface Container {
  readonly name: string;
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: object;
  readonly resources: Readonly<Record<"limits" | "requests", { readonly memory: string }>>;
  readonly volumeMounts: readonly { readonly name: string }[];
  readonly startupProbe: { readonly periodSeconds: number; readonly failureThreshold: number };
  readonly readinessProbe: { readonly exec?: { readonly command: readonly string[] } };
}
