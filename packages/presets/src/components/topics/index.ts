import { defineComponent } from "@streamform/core";
import {
  collidingNames,
  configOfAnotherVersion,
  factorAboveBrokers,
  iamWithoutLibrary,
  internalName,
  minInsyncEqualsFactor,
  noRetention,
  retentionAboveDisk,
  singleCopy,
  tooManyPartitions,
} from "./checks.js";
import { kubernetes } from "./kubernetes.js";
import { topicsSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Topics as data, brought to the cluster by a Job whenever they change. */
export const topics = defineComponent({
  name: "topics",
  title: "Topics",
  spec: topicsSpec,
  uses,
  kubernetes,
  checks: [
    factorAboveBrokers,
    minInsyncEqualsFactor,
    singleCopy,
    configOfAnotherVersion,
    collidingNames,
    internalName,
    retentionAboveDisk,
    noRetention,
    tooManyPartitions,
    iamWithoutLibrary,
  ],
  summary: ({ spec }) => ({
    facts: [
      { label: "Topics", value: String(Object.keys(spec).length) },
      {
        label: "Partitions, without copies",
        value: String(Object.values(spec).reduce((sum, { partitions }) => sum + partitions, 0)),
      },
    ],
  }),
  diagram: ({ uses: { kafka } }) => ({
    nodes: [{ id: "topics", label: "Job that makes the topics", group: "Kubernetes" }],
    edges: [
      { from: "external-secrets", to: "topics" },
      { from: "topics", to: "kafka", label: kafka.listeners[0].name },
    ],
  }),
});
