import type { KubernetesPart } from "@streamform/core";
import { deployment } from "../../../process/kubernetes/deployment.js";
import { allowed, ownUser, type Rules } from "../../clients/users/own-user.js";
import { name } from "./names.js";
import { lagExporterProcess } from "./process.js";
import type { lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** Requests that kafka_exporter makes at 1.7.0 to 1.9.0: metadata, ListOffsets, ListGroups, DescribeGroups and OffsetFetch. */
const rules: Rules = [
  { ...allowed, resource: "topic", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "group", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "cluster", operations: ["Describe"] },
];

export function kubernetes(part: KubernetesPart<typeof lagExporterSpec, typeof uses>): void {
  ownUser(part, name, rules);
  // Two at once would count every group twice.
  deployment(part, lagExporterProcess(part), { strategy: "recreate", history: 3, deadline: 1200 });
}
