import {
  codeSpan,
  type DescribePart,
  type Diagram,
  type Precondition,
  type Step,
  type Summary,
  workloadKubectl,
} from "@streamform/core";
import type { Workload } from "../../../kubernetes/workload.js";
import { ownLogin, ownUserPods } from "../users/own-user.js";
import { type MirrorFlow, mirrorFlowOf } from "./flow.js";
import { metricsEndpoint } from "./metrics.js";
import type { mirrorSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof mirrorSpec, typeof uses>;

function flowsOf({ spec, environment, uses: { kafka } }: Part): MirrorFlow[] {
  const here = ownLogin(kafka, "mirror");
  if (!here) return [];
  return Object.entries(spec).map(([key, settings]) => mirrorFlowOf(key, settings, environment, here));
}

export function workloadsOf(part: Part): Workload[] {
  const pods = flowsOf(part).map(({ name, settings: { cpu, memory } }) => ({
    name,
    ...part.uses.kafka.mirror.pod(part, name),
    replicas: 1,
    requests: { cpu, memory },
    limits: { memory },
    storage: 0,
    metrics: metricsEndpoint,
  }));
  return [...pods, ...ownUserPods(part.uses.kafka, part.environment, "mirror")];
}

export function summary(part: Part): Summary {
  const flows = flowsOf(part);
  return {
    facts: flows.map(({ name, source, target, settings }) => ({
      label: `Mirror ${name}`,
      value: `${source.alias} → ${target.alias}: ${settings.topics.join(", ")}, ${settings.policy === "identity" ? "under the same names" : `as ${source.alias}.…`}`,
    })),
    preconditions: flows.flatMap((flow) => preconditions(part, flow)),
    steps: flows.map((flow) => moveOver(part, flow)),
  };
}

function preconditions({ environment }: Part, { settings }: MirrorFlow): Precondition[] {
  const { cluster, direction } = settings;
  const may =
    direction === "to"
      ? "create, configure and write topics, describe the cluster, and commit the offsets of every group"
      : "describe and read topics, their configuration and every group's offsets";
  return [
    {
      title: `The Kafka cluster ${codeSpan(cluster.alias)}`,
      text: `Is reachable from the environment's pods at ${codeSpan(cluster.bootstrapServers.join(","))} and at the addresses that its brokers advertise. ${cluster.scram ? `The user ${codeSpan(cluster.scram.username)}` : "MirrorMaker"} may ${may} there.`,
    },
    ...(cluster.trust
      ? [
          {
            title: `The Secret ${codeSpan(cluster.trust.secret)}`,
            text: `Holds in the namespace ${codeSpan(environment.kubernetes.namespace)} the CA that signs the brokers' certificates of ${codeSpan(cluster.alias)}, under the key ${codeSpan(cluster.trust.key)}.`,
          },
        ]
      : []),
  ];
}

function moveOver(part: Part, { name, source, target, settings }: MirrorFlow): Step {
  const kubectl = `${workloadKubectl(part.environment)} --namespace ${part.environment.kubernetes.namespace}`;
  const logs = `${kubectl} ${part.uses.kafka.mirror.logs(name)}`;
  const offsets = settings.syncGroupOffsets
    ? "Their groups resume there at most about a minute behind, if nobody used the groups there. Consumers read some records twice."
    : "Their groups start there as their own settings say: the mirror translates their offsets but does not commit them.";
  return {
    when: "operation",
    title: `Move consumers with the mirror ${name}`,
    text: `Stop the producers at ${codeSpan(source.alias)}, wait until the mirror has no lag, stop the consumers, wait for one more \`syncInterval\`, and start them at ${codeSpan(target.alias)}${settings.policy === "default" ? `, with topics whose names begin with ${codeSpan(`${source.alias}.`)}` : ""}. ${offsets} To move back, you need a mirror in the other direction.`,
    commands: [logs],
  };
}

export function diagram(part: Part): Diagram {
  return {
    nodes: flowsOf(part).map(({ name, settings }) => ({ id: name, label: `Kafka ${settings.cluster.alias}` })),
    edges: flowsOf(part).map(({ name, settings }) =>
      settings.direction === "to"
        ? { from: "kafka", to: name, label: "MirrorMaker 2" }
        : { from: name, to: "kafka", label: "MirrorMaker 2" },
    ),
  };
}
