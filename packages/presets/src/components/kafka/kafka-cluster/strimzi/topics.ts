import { customResource, type Step, workloadKubectl } from "@streamform/core";
import { hashOf } from "../../../../hash.js";
import type { ApplyTopics, TopicsDescribed, TopicsKubernetes } from "../../../../kafka/behaviour/topics.js";
import { typedTopicConfig } from "../../../../kafka/configuration/typed.js";
import { removal } from "../../../../kubernetes/removal.js";

/**
 * One KafkaTopic a topic, for Strimzi's Topic Operator. It deletes the topic with its object, so that keeping the one is keeping the other.
 *
 * Source: Strimzi 1.2, KafkaTopic schema reference and "Managing topics".
 */
function kafkaTopics({ chart, spec, uses: { kafka } }: TopicsKubernetes): void {
  for (const [name, topic] of Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const object = objectName(name);
    const annotations = removal(topic.onRemove);
    const config = typedTopicConfig(topic.config);
    customResource(chart, {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaTopic",
      metadata: {
        name: object,
        labels: { "strimzi.io/cluster": kafka.clusterName ?? "" },
        ...(annotations && { annotations }),
      },
      spec: {
        ...(object === name ? {} : { topicName: name }),
        partitions: topic.partitions,
        replicas: topic.replicationFactor ?? kafka.defaults.replicationFactor,
        ...(Object.keys(config).length > 0 ? { config } : {}),
      },
    });
  }
}

/** Longest name of an object. */
const longest = 253;

/** The topic's name, if it is a valid object name; otherwise a unique name that is made from it. */
export function objectName(topic: string): string {
  const label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
  if (topic.length <= longest && new RegExp(`^${label}(\\.${label})*$`).test(topic)) return topic;
  const hash = hashOf(topic, 8);
  const words = topic
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, longest - hash.length - 1);
  return [words.replace(/-$/, ""), hash].filter((word) => word !== "").join("-");
}

/** What becomes of topics that the spec no longer has, where their objects are what makes them. */
function leftBehind({ environment }: TopicsDescribed): Step {
  const kubectl = `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
  return {
    when: "operation",
    title: "Delete topics that the spec no longer has",
    text: "A topic with `onRemove: keep` keeps its KafkaTopic in the cluster. Deleting that object deletes the topic and all its data, unless you first annotate it with `strimzi.io/managed=false`.",
    commands: [`${kubectl} get kafkatopics`],
  };
}

/** Topics by Strimzi's Topic Operator. */
export const topicsByStrimzi: ApplyTopics = {
  listener: () => undefined,
  registry: () => undefined,
  kubernetes: kafkaTopics,
  terraform: () => {},
  workloads: () => [],
  summary: (part) => ({ steps: [leftBehind(part)] }),
  diagram: () => ({ nodes: [], edges: [] }),
};
