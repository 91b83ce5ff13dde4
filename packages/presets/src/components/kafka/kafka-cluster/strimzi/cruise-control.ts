import { customResource } from "@streamform/core";
import { wholeContainerSecurity } from "../../../../kubernetes/pod-security.js";
import { replicationOf } from "../configuration.js";
import type { DescribeCluster, KubernetesCluster } from "../part.js";
import { metricsConfig } from "./metrics.js";
import { clusterLabel, rebalanceTemplates } from "./names.js";
import { heapOf, resourcesOf } from "./resources.js";
import { podSecurity } from "./security.js";

/** CPU in cores, memory and heap in MiB. */
export const cruiseControlGiven = { cpu: 0.25, memory: 1536 } as const;
const heap = 1024;

/** Whether there is a Cruise Control: Strimzi refuses one for a single broker. */
export function hasCruiseControl({ cruiseControl, brokers }: DescribeCluster["spec"]): boolean {
  return cruiseControl && brokers.replicas > 1;
}

/**
 * Moves partitions onto brokers that are added, and away from those that are to be removed, without anybody asking. What a broker has of disk and
 * CPU Strimzi takes from the pool's volumes and requests. Of a network that nobody states it would assume 10000 KiB/s, and leaves out the goals
 * that look at it.
 *
 * Source: CpuCapacity, NetworkCapacity and CruiseControlConfiguration of Strimzi 1.2.0.
 */
export function cruiseControl({ spec, exports }: KubernetesCluster) {
  const goals = goalsOf(spec);
  const capacity = spec.strimzi.brokerCapacity;
  return {
    ...(capacity && {
      brokerCapacity: {
        inboundNetwork: `${capacity.inboundNetwork}KiB/s`,
        outboundNetwork: `${capacity.outboundNetwork}KiB/s`,
      },
    }),
    resources: resourcesOf(cruiseControlGiven),
    jvmOptions: heapOf(heap),
    ...(goals && { config: goals }),
    metricsConfig: metricsConfig(exports, "cruiseControl"),
    autoRebalance: rebalanceTemplates(exports).map(({ mode, name }) => ({ mode, template: { name } })),
    template: {
      deployment: { deploymentStrategy: "Recreate" },
      pod: { securityContext: podSecurity },
      cruiseControlContainer: { securityContext: wholeContainerSecurity },
    },
  };
}

/** How those rebalances go about it. Strimzi reads the templates and never writes to them. */
export function rebalances({ chart, exports }: KubernetesCluster): void {
  for (const { name } of rebalanceTemplates(exports))
    customResource(chart, {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaRebalance",
      metadata: {
        name,
        labels: clusterLabel(exports),
        annotations: { "strimzi.io/rebalance-template": "true" },
      },
      spec: { concurrentPartitionMovementsPerBroker: 5 },
    });
}

/** What Strimzi 1.2 strives for, in its order (CruiseControlConfiguration), without the goal that keeps all copies of a partition in zones of their own. */
const goals = [
  "RackAwareDistributionGoal",
  "MinTopicLeadersPerBrokerGoal",
  "ReplicaCapacityGoal",
  "DiskCapacityGoal",
  "NetworkInboundCapacityGoal",
  "NetworkOutboundCapacityGoal",
  "CpuCapacityGoal",
  "ReplicaDistributionGoal",
  "PotentialNwOutGoal",
  "DiskUsageDistributionGoal",
  "NetworkInboundUsageDistributionGoal",
  "NetworkOutboundUsageDistributionGoal",
  "CpuUsageDistributionGoal",
  "TopicReplicaDistributionGoal",
  "LeaderReplicaDistributionGoal",
  "LeaderBytesInDistributionGoal",
];

/** The goals that it leaves out if the network capacity of a broker is unknown. */
const networkGoals = goals.filter((name) => /Network|Nw|BytesIn/.test(name));

/** What no rebalance may break. */
function isHard(name: string): boolean {
  return name === "RackAwareDistributionGoal" || name.endsWith("CapacityGoal");
}

/** With fewer zones than copies no two copies apart can be had in each: the best that there is are even numbers of them. */
function goalsOf(spec: KubernetesCluster["spec"]) {
  if (spec.zones.length === 1 || spec.zones.length >= replicationOf(spec).replicationFactor) return undefined;
  const known = spec.strimzi.brokerCapacity ? goals : goals.filter((name) => !networkGoals.includes(name));
  const list = (names: readonly string[]) =>
    names.map((name) => `com.linkedin.kafka.cruisecontrol.analyzer.goals.${name}`).join(",");
  return { "hard.goals": list(known.filter(isHard)), "default.goals": list(known) };
}
