import { codeSpan, type Diagram, type Precondition, type Step, type Summary, workloadKubectl } from "@streamform/core";
import type { TopicsDescribed } from "../../behaviour/topics.js";
import { serviceAccount } from "./job.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";

type Part = TopicsDescribed;

export function summary(part: Part): Summary {
  return { preconditions: listenerOf(part.uses).name === "iam" ? ofIam(part) : [], steps: [runAgain(part)] };
}

/** What the Job needs to log in by IAM and the output does not make. */
function ofIam({ environment, uses: { kafka, topicsJob } }: Part): Precondition[] {
  const { kubernetes } = environment;
  const settings = topicsJob?.settings;
  const chosen = settings?.iamLibrary;
  const url = typeof chosen === "object" ? chosen.url : kafka.programs.iamLibrary.url;
  return [
    settings?.roleArn === undefined
      ? {
          title: `The EKS cluster ${codeSpan(kubernetes.eksCluster ?? "")}`,
          text: "Exists and runs the EKS Pod Identity agent (the addon `eks-pod-identity-agent`).",
        }
      : {
          title: `The IAM role ${codeSpan(settings.roleArn)}`,
          text: `Trusts the service account \`${serviceAccount}\` in the namespace ${codeSpan(kubernetes.namespace)} through the cluster's OIDC provider (IRSA). It may connect, create, change and delete topics, write and read \`${registryOf(environment)}\`, and describe and alter the groups \`console-consumer-*\`.`,
        },
    ...(chosen !== "image"
      ? [
          {
            title: "The library for IAM, reachable from pods",
            text: `The topics' Job downloads ${codeSpan(url)}. If pods cannot reach this address, set \`topicsJob.iamLibrary\` to a mirror, or name an image that contains the library.`,
          },
        ]
      : []),
  ];
}

function runAgain({ environment }: Part): Step {
  const { kubernetes, delivery } = environment;
  const kubectl = `${workloadKubectl(environment)} --namespace ${kubernetes.namespace}`;
  const engine =
    delivery.engine === "flux"
      ? `Flux creates it again within ${delivery.interval}`
      : "Argo CD creates it again at once";
  return {
    when: "operation",
    title: "Run the topics' Job again",
    text: `The Job runs when topics or brokers' addresses change in the spec, and retries for up to an hour. A Job that fails stays failed; its log says why. Fix the cause, then delete the Job: ${engine}. The Job is safe to run at any time. It changes only what differs from the spec.`,
    commands: [
      `${kubectl} logs --selector app.kubernetes.io/name=topics --tail=-1 --prefix`,
      `${kubectl} delete jobs --selector app.kubernetes.io/name=topics`,
    ],
  };
}

export function diagram({ uses }: Part): Diagram {
  const hasPassword = listenerOf(uses).name !== "mtls";
  return {
    nodes: [{ id: "topics", label: "Job that applies the topics", group: "Kubernetes" }],
    edges: [
      ...(hasPassword ? [{ from: "external-secrets", to: "topics" }] : []),
      { from: "topics", to: "kafka", label: listenerOf(uses).name },
    ],
  };
}
