import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { checks } from "./checks.js";
import { cost, diagram, summary, workloadsOf } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { backupName, restoreName } from "./names.js";
import { backupSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Backups of what a Kafka cluster knows beside its messages, made by a CronJob and kept in S3, and the way back. */
export const backup = defineComponent({
  name: "backup",
  title: "Backup",
  spec: backupSpec,
  uses,
  exports: () => ({
    /** CronJobs: the one whose last success an alert watches, and the suspended one that a restore is started from. */
    cronJob: backupName,
    restoreCronJob: restoreName,
  }),
  terraform,
  kubernetes,
  contributes: [contribute(workloads, (part: DescribePart<typeof backupSpec, typeof uses>) => workloadsOf(part))],
  checks,
  summary,
  cost,
  diagram,
});
