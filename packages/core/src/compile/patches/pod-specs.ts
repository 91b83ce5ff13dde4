import type { Path } from "../../diagnostics/path.js";
import { valueAt } from "../../diagnostics/path.js";
import { type Fields, isFields } from "./merge.js";

/** Where kinds of Kubernetes itself have their pods. */
const podPaths: Readonly<Record<string, Path>> = {
  CronJob: ["spec", "jobTemplate", "spec", "template"],
  DaemonSet: ["spec", "template"],
  Deployment: ["spec", "template"],
  Job: ["spec", "template"],
  Pod: [],
  ReplicaSet: ["spec", "template"],
  StatefulSet: ["spec", "template"],
};

/** A pod as an object holds it. */
export interface PodIn {
  /** Path of what has the pod's `metadata` and `spec`. */
  readonly path: Path;
  readonly spec: Fields;
  readonly labels: Fields;
}

/** The pod of an object of Kubernetes' own kinds; undefined where it has none. */
export function podOf(object: Fields): PodIn | undefined {
  const path = podPaths[String(object["kind"])];
  if (!path) return undefined;
  const spec = valueAt(object, [...path, "spec"]);
  const labels = valueAt(object, [...path, "metadata", "labels"]);
  return isFields(spec) ? { path, spec, labels: isFields(labels) ? labels : {} } : undefined;
}
