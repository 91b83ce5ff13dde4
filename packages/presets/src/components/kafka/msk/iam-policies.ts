import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { iamArn } from "./iam-arn.js";
import type { Part } from "./part.js";

const cluster = ["Connect", "DescribeCluster"];
const topicConfiguration = ["DescribeTopicDynamicConfiguration", "AlterTopicDynamicConfiguration"];

/**
 * Policies for clients that log in with IAM, to attach to roles. They name the cluster's topics and groups by patterns, because an ARN contains
 * an id that AWS chooses. Only an administrator may delete topics.
 * Source: Amazon MSK developer guide, "Semantics of IAM authorization policy actions and resources".
 */
export function addIamPolicies({ stack, name, environment }: Part, clusterName: string) {
  const allow = (type: Parameters<typeof iamArn>[1], actions: readonly string[]) => ({
    Effect: "Allow",
    Action: actions.map((action) => `kafka-cluster:${action}`),
    Resource: iamArn(environment, type, clusterName, ...(type === "cluster" ? [] : ["*"])),
  });
  const policy = (id: string, description: string, statements: readonly object[]) =>
    new IamPolicy(stack, `${id}-policy`, {
      name: name("iam-policy", id),
      description,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    });

  return {
    producer: policy("producer", `Writes to the topics of ${clusterName}, in transactions too`, [
      allow("cluster", [...cluster, "WriteDataIdempotently"]),
      allow("topic", ["DescribeTopic", "WriteData"]),
      allow("transactional-id", ["DescribeTransactionalId", "AlterTransactionalId"]),
    ]),
    consumer: policy("consumer", `Reads the topics of ${clusterName}, in consumer groups`, [
      allow("cluster", cluster),
      allow("topic", ["DescribeTopic", "ReadData"]),
      allow("group", ["DescribeGroup", "AlterGroup"]),
    ]),
    admin: policy("admin", `Creates, changes and deletes the topics and groups of ${clusterName}`, [
      allow("cluster", [
        ...cluster,
        "AlterCluster",
        "DescribeClusterDynamicConfiguration",
        "AlterClusterDynamicConfiguration",
      ]),
      allow("topic", ["CreateTopic", "DescribeTopic", "AlterTopic", "DeleteTopic", ...topicConfiguration]),
      allow("group", ["DescribeGroup", "AlterGroup", "DeleteGroup"]),
    ]),
  };
}
