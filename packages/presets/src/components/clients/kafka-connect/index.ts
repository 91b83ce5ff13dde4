import { contribute, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { checks } from "./checks.js";
import { diagram, summary } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { workerLabels } from "./names.js";
import { pods } from "./pods.js";
import { kafkaConnectSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Kafka Connect: workers, and connectors as data, by Strimzi or by a Deployment and a Job. */
export const kafkaConnect = defineComponent({
  name: "kafka-connect",
  title: "Kafka Connect",
  spec: kafkaConnectSpec,
  uses,
  exports: ({ spec, environment, uses: { kafkaCluster } }) => ({
    /** The workers' group, and the labels of their pods. */
    groupId: spec.groupId,
    workers: workerLabels(environment, kafkaCluster.engine === "strimzi"),
  }),
  kubernetes,
  contributes: [contribute(workloads, pods)],
  checks,
  summary,
  diagram,
});
