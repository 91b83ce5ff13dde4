import type { EnvironmentInfo } from "@streamform/core";
import { partitionOf } from "../../../aws/partition.js";

/**
 * ARN of a cluster, or of its topics and groups, for IAM policies. The ARN contains an id that AWS chooses for each cluster: `*` here.
 * Source: Amazon MSK developer guide, "Semantics of IAM authorization policy actions and resources".
 */
export function iamArn(
  { aws: { accountId, region } }: Pick<EnvironmentInfo, "aws">,
  type: "cluster" | "topic" | "group" | "transactional-id",
  clusterName: string,
  ...name: readonly string[]
): string {
  return [`arn:${partitionOf(region)}:kafka:${region}:${accountId}:${type}`, clusterName, "*", ...name].join("/");
}
