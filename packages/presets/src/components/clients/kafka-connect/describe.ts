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
          text: "Kubernetes mounts plugins of Kafka Connect from images. This needs Kubernetes 1.35, or 1.33 with the feature gate `ImageVolume`, and a container runtime that supports it.",
        },
      ];
}

function look(part: Part): Step {
  const kubectl = kubectlOf(part);
  const byOperator = part.uses.kafkaCluster.engine === "strimzi";
  const worker = byOperator ? `${name}-connect-0` : `deployment/${name}`;
  return {
    when: "operation",
    title: "See the state of the connectors",
    text: "Only the workers, and the operator or Job that manages connectors, may call the REST API. Call it from inside a worker.",
    commands: [
      ...(byOperator ? [`${kubectl} get kafkaconnectors`] : []),
      `${kubectl} exec ${worker} -- curl --silent 'http://localhost:${restPort}/connectors?expand=status'`,
    ],
  };
}

function restart(part: Part): Step {
  return {
    when: "operation",
    title: "Restart a connector",
    text: "The operator restarts failed connectors and tasks, at growing intervals. A connector reads its secrets when it starts. After a secret has changed in Secrets Manager and in the Secret `connect-connectors`, restart the connector with its tasks.",
    commands: [`${kubectlOf(part)} annotate kafkaconnectors NAME strimzi.io/restart=includeTasks`],
  };
}

function runAgain(part: Part): Step {
  const { delivery } = part.environment;
  const engine =
    delivery.engine === "flux"
      ? `Flux creates it again within ${delivery.interval}`
      : "Argo CD creates it again at once";
  const kubectl = kubectlOf(part);
  const jobs = "app.kubernetes.io/component=connectors-job";
  return {
    when: "operation",
    title: "Restart failed tasks of connectors",
    text: `The connectors' Job restarts failed connectors and tasks. It runs when connectors or workers change in the spec. To run it again, delete it: ${engine}. It does not touch healthy connectors. Workers restart themselves when a secret or certificate changes.`,
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
      ...(byOperator ? [] : [{ id: "connectors", label: "Job that applies the connectors", group: "Kubernetes" }]),
    ],
    edges: [
      { from: "kafka-connect", to: "kafka" },
      ...(byOperator ? [] : [{ from: "connectors", to: "kafka-connect", label: "REST" }]),
    ],
  };
}
