import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { checks } from "./checks.js";
import { cost, diagram, summary, workloadsOf } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { backupName, restoreName } from "./names.js";
import { backupSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Backups of a Kafka cluster's metadata in S3, by a CronJob, and their restore. */
export const backup = defineComponent({
  name: "backup",
  title: "Backup",
  spec: backupSpec,
  uses,
  exports: () => ({
    /** CronJobs: the backup, whose last success an alert checks, and the suspended restore, from which people start a Job. */
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
