import { contentName, podSettings } from "@streamform/core";
import { type CronJobSpec, type JobSpec, KubeConfigMap, KubeCronJob, KubeJob } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Process, Running } from "../process.js";
import { filesChecksum } from "./checksum.js";
import { filesOf, type Part, type Pod, podOf, serviceAccount } from "./pod.js";

/** Seconds that a Job has, tries that fail included. */
const deadline = 3600;

/**
 * Exit codes after which trying again cannot help: wrong input, what cannot be altered or is another file than expected, and a command that the
 * image lacks or may not run. The others may pass: brokers come back, and a new user or role is known to them only minutes later.
 */
const lasting = [2, 3, 126, 127];

function jobSpec({ before = [], program }: Running, template: Pod, retries: number): JobSpec {
  return {
    backoffLimit: retries,
    activeDeadlineSeconds: deadline,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: {
      rules: [...before, program].map(({ name }) => ({
        action: "FailJob",
        onExitCodes: { containerName: name, operator: "In", values: lasting },
      })),
    },
    template: { ...template, spec: { ...template.spec, restartPolicy: "Never" } },
  };
}

/**
 * A process that runs once, and again whenever anything that it depends on changes: its service account, and a Job and an immutable ConfigMap whose
 * names end in a hash of all that.
 *
 * @param dependsOn further inputs of the Job, such as the contents of Secrets that it reads
 */
export function job(part: Part, process: Process, dependsOn: unknown): void {
  const { chart } = part;
  if (process.pods) podSettings(part.chart, process.name, process.pods);
  const running = process.runs();
  if (!running) return;
  const data = filesOf(part, running);
  const specWith = (configMap: string) => jobSpec(running, podOf(part, process, running, configMap), 6);
  const name = contentName(chart, process.name, [data, dependsOn, specWith("")]);
  const metadata = { name, labels: { ...process.labels } };
  serviceAccount(part, process);
  new KubeConfigMap(chart, `files-${process.name}`, { metadata, immutable: true, data });
  new KubeJob(chart, `job-${process.name}`, { metadata, spec: specWith(name) });
}

export interface Schedule extends Pick<CronJobSpec, "schedule" | "timeZone"> {
  /** Whether it only runs when a person starts it. Default: false. */
  readonly suspend?: boolean;
  readonly retries: number;
}

/** A process that runs by the clock, never twice at a time: its service account, the ConfigMap `<name>-files`, and the CronJob. */
export function cronJob(part: Part, process: Process, { retries, suspend = false, ...when }: Schedule): void {
  if (process.pods) podSettings(part.chart, process.name, process.pods);
  const running = process.runs();
  if (!running) return;
  const data = filesOf(part, running);
  const configMap = `${process.name}-files`;
  const pod = podOf(part, process, running, configMap);
  const annotations = filesChecksum(data);
  const labels = { ...process.labels };
  serviceAccount(part, process);
  new KubeConfigMap(part.chart, `files-${process.name}`, { metadata: { name: configMap, labels }, data });
  new KubeCronJob(part.chart, `cron-job-${process.name}`, {
    metadata: { name: process.name, labels },
    spec: {
      ...when,
      suspend,
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels },
        spec: jobSpec(running, { ...pod, metadata: { ...pod.metadata, annotations } }, retries),
      },
    },
  });
}
