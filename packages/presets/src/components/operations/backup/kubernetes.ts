import type { KubernetesPart } from "@streamform/core";
import { administratorOf } from "../../../kafka/administrator.js";
import { cronJob } from "../../../process/kubernetes/job.js";
import { ownLogin, ownUser } from "../../clients/users/own-user.js";
import { backupName } from "./names.js";
import { backupProcess, restoreProcess, restoreSecret } from "./process.js";
import { rules } from "./rules.js";
import type { backupSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** The CronJob that makes backups, and a suspended one whose Jobs, started by hand, restore them. */
export function kubernetes(part: KubernetesPart<typeof backupSpec, typeof uses>): void {
  const { schedule, timeZone } = part.spec;
  const administrator = administratorOf(part.uses.kafka, restoreSecret);
  if (!administrator || !ownLogin(part.uses.kafka, backupName)) return; // SF2964 says so
  if (administrator.secret) part.secret(administrator.secret.name, administrator.secret.data);
  ownUser(part, backupName, rules);
  cronJob(part, backupProcess(part), { schedule, timeZone, retries: 3 });
  // It is suspended, so the schedule only has to be valid.
  cronJob(part, restoreProcess(part), { schedule: "0 0 1 1 *", timeZone: "Etc/UTC", suspend: true, retries: 1 });
}
