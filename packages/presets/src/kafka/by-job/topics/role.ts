import { addPodRole } from "../../../aws/pod-role.js";
import type { TopicsTerraform } from "../../behaviour/topics.js";
import { serviceAccount } from "./job.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";

/**
 * The Job's IAM role for a listener with AWS credentials. It may create, change and delete topics, and read and
 * write only the registry's records.
 * Source: Amazon MSK developer guide, "Semantics of IAM authorization policy actions and resources".
 */
export function terraform({ stack, uses, environment, name }: TopicsTerraform): void {
  const { eksCluster, namespace } = environment.kubernetes;
  const { iamResources: resources } = uses.kafka;
  if (listenerOf(uses).name !== "iam" || uses.topicsJob?.settings.roleArn !== undefined) return;
  if (eksCluster === undefined || resources === undefined) return;
  const allow = (resource: string, ...actions: readonly string[]) => ({
    Effect: "Allow",
    Action: actions.map((action) => `kafka-cluster:${action}`),
    Resource: resource,
  });
  addPodRole(stack, {
    name: name("iam-role"),
    description: "The Job that applies the topics",
    eksCluster,
    namespace,
    serviceAccount,
    policy: {
      id: "topics",
      name: "make-topics",
      statements: [
        allow(resources.cluster, "Connect", "DescribeCluster", "WriteDataIdempotently"),
        allow(
          `${resources.topics}*`,
          "CreateTopic",
          "DescribeTopic",
          "AlterTopic",
          "DeleteTopic",
          "DescribeTopicDynamicConfiguration",
          "AlterTopicDynamicConfiguration",
        ),
        allow(`${resources.topics}${registryOf(environment)}`, "ReadData", "WriteData"),
        // The group that Kafka's console consumer names itself after, though it commits nothing.
        allow(`${resources.groups}console-consumer-*`, "DescribeGroup", "AlterGroup"),
      ],
    },
  });
}
