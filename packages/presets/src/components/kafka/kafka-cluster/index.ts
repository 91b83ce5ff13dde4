import { contribute, defineComponent, provide } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { workloads } from "../../../kubernetes/workload.js";
import { certManagerKinds } from "../../cluster/certificates/kinds.js";
import { strimziKinds } from "../strimzi-operator/kinds.js";
import { checks } from "./checks.js";
import { cost } from "./cost.js";
import { diagram, summary } from "./describe.js";
import { exports } from "./exports.js";
import type { DescribeCluster, Engine } from "./part.js";
import { provideKafka } from "./provide-kafka.js";
import { kafkaClusterSpec } from "./spec.js";
import { statefulset } from "./statefulset/index.js";
import { strimzi } from "./strimzi/index.js";
import { terraform } from "./tiered-storage/terraform.js";
import { uses } from "./uses.js";

const engines: Readonly<Record<"strimzi" | "statefulset", Engine>> = { strimzi, statefulset };

/** Kafka on Kubernetes, run by the Strimzi operator or by StatefulSets alone; to everybody else the two are the same Kafka. */
export const kafkaCluster = defineComponent({
  name: "kafka-cluster",
  title: "Kafka cluster",
  spec: kafkaClusterSpec,
  uses,
  exports,
  terraform,
  kinds: [...strimziKinds, ...certManagerKinds],
  kubernetes: (part) => engines[part.spec.engine].kubernetes(part),
  provides: [provide(kafka, (part: DescribeCluster) => provideKafka(part, engines[part.spec.engine]))],
  contributes: [contribute(workloads, (part: DescribeCluster) => engines[part.spec.engine].workloads(part))],
  checks,
  summary: (part) => summary(part, engines[part.spec.engine]),
  cost: (part) => cost(part, engines[part.spec.engine]),
  diagram,
});
