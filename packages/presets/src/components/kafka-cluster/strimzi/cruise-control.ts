import { customResource } from "@streamform/core";
import { wholeContainerSecurity } from "../../../kubernetes/pod-security.js";
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

/** Moves partitions onto brokers that are added, and away from those that are to be removed, without anybody asking. */
export function cruiseControl({ spec, exports }: KubernetesCluster) {
  const goals = goalsOf(spec);
  return {
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

const goal = (name: string) => `com.linkedin.kafka.cruisecontrol.analyzer.goals.${name}`;

/** What Strimzi 1.2 lets no rebalance break, and what it strives for besides (CruiseControlConfiguration), without the goals about racks. */
const hardGoals = ["ReplicaCapacityGoal", "DiskCapacityGoal", "CpuCapacityGoal"];
const softGoals = [
  "ReplicaDistributionGoal",
  "DiskUsageDistributionGoal",
  "NetworkInboundUsageDistributionGoal",
  "NetworkOutboundUsageDistributionGoal",
  "TopicReplicaDistributionGoal",
  "LeaderReplicaDistributionGoal",
  "LeaderBytesInDistributionGoal",
];

/** With fewer zones than copies no two copies apart can be had in each: the best that there is are even numbers of them. */
function goalsOf(spec: KubernetesCluster["spec"]) {
  if (spec.zones.length === 1 || spec.zones.length >= replicationOf(spec).replicationFactor) return undefined;
  const hard = ["RackAwareDistributionGoal", ...hardGoals].map(goal);
  return { "hard.goals": hard.join(","), "default.goals": [...hard, ...softGoals.map(goal)].join(",") };
}
