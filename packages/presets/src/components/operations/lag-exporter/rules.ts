import { allowed, type Rules } from "../../clients/users/own-user.js";

/** Requests that kafka_exporter makes at 1.7.0 to 1.9.0: metadata, ListOffsets, ListGroups, DescribeGroups and OffsetFetch. */
export const rules: Rules = [
  { ...allowed, resource: "topic", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "group", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "cluster", operations: ["Describe"] },
];
