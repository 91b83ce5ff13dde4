import type { KubernetesPart } from "@streamform/core";
import { cronJob } from "../../../process/kubernetes/job.js";
import { ownUser } from "../../clients/users/own-user.js";
import { backupName } from "./names.js";
import { backupProcess, restoreProcess } from "./process.js";
import { rules } from "./rules.js";
import type { backupSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** The CronJob that makes backups, and a suspended one whose Jobs, started by hand, restore them. */
export function kubernetes(part: KubernetesPart<typeof backupSpec, typeof uses>): void {
  const { schedule, timeZone } = part.spec;
  if (!part.uses.kafka.adminCertificate) return; // SF2964 has said so
  ownUser(part, backupName, rules);
  cronJob(part, backupProcess(part), { schedule, timeZone, retries: 3 });
  // It never runs by itself; the schedule is one that Kubernetes takes.
  cronJob(part, restoreProcess(part), { schedule: "0 0 1 1 *", timeZone: "Etc/UTC", suspend: true, retries: 1 });
}
