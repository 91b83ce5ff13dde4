import { type Diagram, type Step, workloadKubectl } from "@streamform/core";
import { look } from "../../../components/clients/kafka-connect/look.js";
import { name } from "../../../components/clients/kafka-connect/names.js";
import type { ConnectDescribed } from "../../behaviour/connect.js";

type Part = ConnectDescribed;

export function steps(part: Part): Step[] {
  return [look(kubectlOf(part), `deployment/${name}`, []), runAgain(part)];
}

function kubectlOf({ environment }: Part): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
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
    title: "Restart failed connectors and tasks",
    text: `The Job that applies the connectors also restarts failed connectors and tasks. It runs when connectors or workers change in the spec. To run it again, delete it: ${engine}. The Job is safe to run at any time. It changes only what differs from the spec. A worker restarts itself when a secret or certificate changes.`,
    commands: [
      `${kubectl} logs --selector ${jobs} --tail=-1 --prefix`,
      `${kubectl} delete jobs --selector app.kubernetes.io/name=kafka-connect`,
    ],
  };
}

export function diagram(): Diagram {
  return {
    nodes: [
      { id: "kafka-connect", label: "Kafka Connect", group: "Kubernetes" },
      { id: "connectors", label: "Job that applies the connectors", group: "Kubernetes" },
    ],
    edges: [
      { from: "kafka-connect", to: "kafka" },
      { from: "connectors", to: "kafka-connect", label: "REST" },
    ],
  };
}
