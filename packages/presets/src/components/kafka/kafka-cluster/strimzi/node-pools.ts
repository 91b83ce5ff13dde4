import { customResource, podSettings } from "@streamform/core";
import { wholeContainerSecurity } from "../../../../kubernetes/pod-security.js";
import { sizeQuantity } from "../../../../kubernetes/quantity.js";
import type { KubernetesCluster } from "../part.js";
import { clusterLabel, pools } from "./names.js";
import { heapOf, resourcesOf } from "./resources.js";
import { schedulingOf } from "./scheduling.js";
import { podSecurityWithVolumes } from "./security.js";
import { tieredStorageTemplate } from "./tiered-storage.js";

/** Ids that a pool gives its nodes, so that a broker's id never depends on how many controllers there are. */
const nodeIds = { broker: "[0-99]", controller: "[100-199]" } as const;

/** Seconds that a node has to hand its partitions over and to close its logs; a broker with many takes long. */
const gracePeriod = { broker: 120, controller: 60 } as const;

/** Kafka's own options (kafka-run-class.sh), which any option of ours would take the place of; and an end where memory ran out. */
const jvmOptions = {
  UseG1GC: "true",
  MaxGCPauseMillis: "20",
  InitiatingHeapOccupancyPercent: "35",
  ExplicitGCInvokesConcurrent: "true",
  ExitOnOutOfMemoryError: "true",
};

/** Pools of brokers and of controllers, apart: either can be scaled, sized and restarted without the other. */
export function nodePools(part: KubernetesCluster): void {
  const { brokers, controllers } = part.spec;
  nodePool(part, "broker", brokers);
  nodePool(part, "controller", controllers);
}

function nodePool(
  part: KubernetesCluster,
  pool: keyof typeof pools,
  nodes: KubernetesCluster["spec"]["brokers" | "controllers"],
): void {
  const { chart, spec, exports, environment } = part;
  const tiered = tieredStorageTemplate(part, pool);
  podSettings(chart, pools[pool], nodes);
  customResource(chart, {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaNodePool",
    metadata: {
      name: pools[pool],
      labels: clusterLabel(exports),
      annotations: { "strimzi.io/next-node-ids": nodeIds[pool] },
    },
    spec: {
      replicas: nodes.replicas,
      roles: [pool],
      resources: resourcesOf(nodes),
      jvmOptions: { ...heapOf(nodes.heap), "-XX": jvmOptions },
      storage: {
        type: "jbod",
        volumes: [
          {
            id: 0,
            type: "persistent-claim",
            size: sizeQuantity(nodes.volumeSize * 1024),
            class: exports.storageClass,
            deleteClaim: false,
            kraftMetadata: "shared",
          },
        ],
      },
      template: {
        pod: {
          securityContext: podSecurityWithVolumes,
          terminationGracePeriodSeconds: gracePeriod[pool],
          ...schedulingOf({ cluster: exports.cluster, zones: spec.zones }, pool),
          ...tiered.pod,
        },
        kafkaContainer: { securityContext: wholeContainerSecurity, ...tiered.container },
        ...(pool === "broker" && { initContainer: { securityContext: wholeContainerSecurity } }),
        // If Argo CD tracks by label, it takes an operator's claim for an object that is no longer in Git.
        ...(environment.delivery.engine === "argocd" && {
          persistentVolumeClaim: {
            metadata: {
              annotations: {
                "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
                "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
              },
            },
          },
        }),
      },
    },
  });
}
