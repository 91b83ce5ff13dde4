import type { KubernetesPart } from "@streamform/core";
import { deployment } from "../../../process/kubernetes/deployment.js";
import { ownUser } from "../../clients/users/own-user.js";
import { name } from "./names.js";
import { lagExporterProcess } from "./process.js";
import { rules } from "./rules.js";
import type { lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function kubernetes(part: KubernetesPart<typeof lagExporterSpec, typeof uses>): void {
  ownUser(part, name, rules);
  // Two at once would count every group twice.
  deployment(part, lagExporterProcess(part), { strategy: "recreate", history: 3, deadline: 1200 });
}
