import { allowed, type Rules } from "../../clients/users/own-user.js";

/**
 * What backup.sh asks the brokers for: topics with their configuration and reassignments, ACLs, quotas, who logs in by SCRAM, groups and their
 * offsets. Source: Apache Kafka documentation, "Operations and Resources on Protocols".
 */
export const rules: Rules = [
  { ...allowed, resource: "topic", name: "*", operations: ["Describe", "DescribeConfigs"] },
  { ...allowed, resource: "group", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "cluster", operations: ["Describe", "DescribeConfigs"] },
];
