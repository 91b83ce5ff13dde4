/**
 * What can be done with each kind of resource, in Kafka's words; All is everything.
 *
 * Source: Apache Kafka documentation, "Operations and Resources on Protocols"; `AclEntry.supportedOperations`.
 */
export const operations = {
  topic: ["Read", "Write", "Create", "Delete", "Alter", "Describe", "DescribeConfigs", "AlterConfigs", "All"],
  group: ["Read", "Delete", "Describe", "All"],
  "transactional-id": ["Describe", "Write", "All"],
  cluster: [
    "Create",
    "Alter",
    "Describe",
    "ClusterAction",
    "DescribeConfigs",
    "AlterConfigs",
    "IdempotentWrite",
    "All",
  ],
} as const;

export type ResourceType = keyof typeof operations;
export type Operation = (typeof operations)[ResourceType][number];
