import { podSettings } from "@streamform/core";
import {
  type DeploymentStrategy,
  IntOrString,
  KubeConfigMap,
  KubeDeployment,
  KubePodDisruptionBudget,
  type PodTemplateSpec,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Process } from "../process.js";
import { filesChecksum } from "./checksum.js";
import { filesOf, type Part, podOf, serviceAccount } from "./pod.js";

export interface Rollout {
  /**
   * `one-by-one`: at most one pod is missing during a rollout or a drain, and none is added; `recreate`: the old pod stops before the new
   * pod starts.
   */
  readonly strategy: "one-by-one" | "recreate";
  /** Earlier versions that can be gone back to. Default: 10. */
  readonly history?: number;
  /** Seconds after which a rollout without progress counts as failed. Default: 600, as Kubernetes has it. */
  readonly deadline?: number;
}

/**
 * A process that runs for ever: its service account, the ConfigMap `<name>-files`, the Deployment, and its disruption budget.
 *
 * @returns the template of its pods; undefined where it cannot run
 */
export function deployment(part: Part, process: Process, rollout: Rollout): PodTemplateSpec | undefined {
  const { chart } = part;
  const { name, labels, replicas } = process;
  if (process.pods) podSettings(part.chart, process.name, process.pods);
  const running = process.runs();
  if (!running) return undefined;
  const data = filesOf(part, running);
  const configMap = `${name}-files`;
  const pod = podOf(part, process, running, configMap);
  const template = { ...pod, metadata: { ...pod.metadata, annotations: filesChecksum(data) } };
  serviceAccount(part, process);
  new KubeConfigMap(chart, `files-${name}`, { metadata: { name: configMap, labels: { ...labels } }, data });
  if (rollout.strategy === "one-by-one")
    new KubePodDisruptionBudget(chart, `budget-${name}`, {
      metadata: { name, labels: { ...labels } },
      spec: { selector: { matchLabels: { ...labels } }, maxUnavailable: IntOrString.fromNumber(1) },
    });
  new KubeDeployment(chart, `deployment-${name}`, {
    metadata: { name, labels: { ...labels } },
    spec: {
      replicas: replicas ?? 1,
      revisionHistoryLimit: rollout.history ?? 10,
      ...(rollout.deadline !== undefined && { progressDeadlineSeconds: rollout.deadline }),
      strategy: strategies[rollout.strategy],
      selector: { matchLabels: { ...labels } },
      template,
    },
  });
  return template;
}

const strategies: Readonly<Record<Rollout["strategy"], DeploymentStrategy>> = {
  "one-by-one": {
    type: "RollingUpdate",
    rollingUpdate: { maxSurge: IntOrString.fromNumber(0), maxUnavailable: IntOrString.fromNumber(1) },
  },
  recreate: { type: "Recreate" },
};
