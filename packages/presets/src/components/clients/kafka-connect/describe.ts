import {
  type DescribePart,
  type Diagram,
  type Precondition,
  type Step,
  type Summary,
  workloadKubectl,
} from "@streamform/core";
import { name, restPort } from "./names.js";
import type { kafkaConnectSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof kafkaConnectSpec, typeof uses>;

export function summary(part: Part): Summary {
  const { spec } = part;
  const names = Object.keys(spec.connectors);
  return {
    facts: [
      { label: "Kafka Connect", value: `${spec.replicas} workers, group ${spec.groupId}` },
      { label: "Connectors", value: names.length > 0 ? names.join(", ") : "none" },
    ],
    preconditions: preconditions(part),
    steps: [look(part), part.uses.kafkaCluster.engine === "strimzi" ? restart(part) : runAgain(part)],
  };
}

function kubectlOf({ environment }: Part): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
}

function preconditions({ spec }: Part): Precondition[] {
  return Object.keys(spec.plugins).length === 0
    ? []
    : [
        {
          title: "Image volumes in Kubernetes",
          text: "Plugins of Kafka Connect are mounted from images: Kubernetes 1.35, or 1.33 with the feature gate `ImageVolume`, and a container runtime that can do it.",
        },
      ];
}

function look(part: Part): Step {
  const kubectl = kubectlOf(part);
  const byOperator = part.uses.kafkaCluster.engine === "strimzi";
  const worker = byOperator ? `${name}-connect-0` : `deployment/${name}`;
  return {
    when: "operation",
    title: "See how connectors are",
    text: "Only workers and what looks after connectors may call the REST API: ask from inside of a worker.",
    commands: [
      ...(byOperator ? [`${kubectl} get kafkaconnectors`] : []),
      `${kubectl} exec ${worker} -- curl --silent 'http://localhost:${restPort}/connectors?expand=status'`,
    ],
  };
}

function restart(part: Part): Step {
  return {
    when: "operation",
    title: "Start a connector again",
    text: "The operator restarts what has failed, at growing intervals. A connector reads its secrets as it starts: after one has changed in Secrets Manager, and has come to the Secret `connect-connectors`, start it again with its tasks.",
    commands: [`${kubectlOf(part)} annotate kafkaconnectors NAME strimzi.io/restart=includeTasks`],
  };
}

function runAgain(part: Part): Step {
  const { delivery } = part.environment;
  const engine =
    delivery.engine === "flux" ? `Flux makes it again within ${delivery.interval}` : "Argo CD makes it again at once";
  const kubectl = kubectlOf(part);
  const jobs = "app.kubernetes.io/component=connectors-job";
  return {
    when: "operation",
    title: "Start failed tasks of connectors again",
    text: `The Job that brings the connectors restarts what has failed. It runs whenever connectors or workers change in the spec; to run it once more, delete it: ${engine}. What is right it leaves alone. Workers start themselves anew when a secret or certificate has changed.`,
    commands: [
      `${kubectl} logs --selector ${jobs} --tail=-1 --prefix`,
      `${kubectl} delete jobs --selector app.kubernetes.io/name=kafka-connect`,
    ],
  };
}

export function diagram({ uses: { kafkaCluster } }: Part): Diagram {
  const byOperator = kafkaCluster.engine === "strimzi";
  return {
    nodes: [
      { id: "kafka-connect", label: "Kafka Connect", group: "Kubernetes" },
      ...(byOperator ? [] : [{ id: "connectors", label: "Job that brings the connectors", group: "Kubernetes" }]),
    ],
    edges: [
      { from: "kafka-connect", to: "kafka" },
      ...(byOperator ? [] : [{ from: "connectors", to: "kafka-connect", label: "REST" }]),
    ],
  };
}
