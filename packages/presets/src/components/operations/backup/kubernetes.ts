import { createHash } from "node:crypto";
import type { KubernetesPart } from "@streamform/core";
import { type CronJobSpec, KubeConfigMap, KubeCronJob, KubeServiceAccount } from "cdk8s-plus-29/lib/imports/k8s.js";
import { administratorsWay, certificateClient } from "../../../kafka/certificate-client.js";
import { awsCliImage } from "../../../versions/aws-cli.js";
import { ownCertificate, ownUser } from "../../clients/users/own-user.js";
import { backupName, restoreName } from "./names.js";
import { awsVariables, bash, jobOf, kafkaVariables, type TwoSteps } from "./pods.js";
import { rules } from "./rules.js";
import type { backupSpec } from "./spec.js";
import { targetOf } from "./target.js";
import type { uses } from "./uses.js";

const scriptNames = ["backup.sh", "upload.sh", "download.sh", "restore.sh"];
const configMap = `${backupName}-files`;
const propertiesOf = (name: string) => `${name}.properties`;

/** The CronJob that makes backups, and a suspended one whose Jobs, started by hand, restore them. */
export function kubernetes(part: KubernetesPart<typeof backupSpec, typeof uses>): void {
  const {
    chart,
    spec,
    environment,
    selector,
    env,
    asset,
    uses: { kafka },
  } = part;
  const way = administratorsWay(kafka);
  if (!way || kafka.toolsImage === undefined) return;
  const target = targetOf(part);
  ownUser(part, backupName, rules);
  const clients = {
    [backupName]: certificateClient(way.listener, ownCertificate(kafka, backupName)),
    // It makes topics and gives rights, and so could take any.
    [restoreName]: certificateClient(way.listener, way.certificate),
  };
  const data = {
    ...Object.fromEntries(scriptNames.map((file) => [file, asset(new URL(`./templates/${file}`, import.meta.url))])),
    ...Object.fromEntries(Object.entries(clients).map(([name, { properties }]) => [propertiesOf(name), properties])),
  };
  const { toolsImage } = kafka;
  const onKafka = (name: string) => ({
    image: toolsImage,
    env: kafkaVariables(
      env("KAFKA_BOOTSTRAP_SERVERS", way.listener.bootstrapServers),
      kafka.clusterName ?? environment.name,
      propertiesOf(name),
    ),
  });
  const onAws = { image: awsCliImage, env: awsVariables(target) };
  const common = { configMap, hash: hashOf(data) };
  const labels = (name: string) => ({ ...selector, "app.kubernetes.io/component": name });

  new KubeServiceAccount(chart, "service-account", {
    metadata: {
      name: backupName,
      ...(spec.roleArn === undefined ? {} : { annotations: { "eks.amazonaws.com/role-arn": spec.roleArn } }),
    },
    automountServiceAccountToken: false,
  });
  new KubeConfigMap(chart, "files", { metadata: { name: configMap }, data });
  const backup: TwoSteps = {
    ...common,
    labels: labels(backupName),
    client: clients[backupName],
    first: { name: "collect", command: bash("backup.sh", "/backup"), ...onKafka(backupName) },
    second: { name: "upload", command: bash("upload.sh"), ...onAws },
    retries: 3,
  };
  new KubeCronJob(chart, "backup", {
    metadata: { name: backupName },
    spec: cronJob(backup, { schedule: spec.schedule, timeZone: spec.timeZone, suspend: false }),
  });
  const restore: TwoSteps = {
    ...common,
    labels: labels(restoreName),
    client: clients[restoreName],
    first: {
      name: "download",
      command: bash("download.sh"),
      ...onAws,
      env: [...onAws.env, { name: "BACKUP", value: "latest" }],
    },
    second: {
      name: "restore",
      command: bash("restore.sh"),
      ...onKafka(restoreName),
      env: [
        ...onKafka(restoreName).env,
        { name: "DRY_RUN", value: "true" },
        { name: "RESTORE", value: "topics acls quotas offsets" },
      ],
    },
    retries: 1,
  };
  new KubeCronJob(chart, "restore", {
    metadata: { name: restoreName },
    // Never runs by itself; the schedule is one that Kubernetes takes.
    spec: cronJob(restore, { schedule: "0 0 1 1 *", timeZone: "Etc/UTC", suspend: true }),
  });
}

function cronJob(steps: TwoSteps, when: Pick<CronJobSpec, "schedule" | "timeZone" | "suspend">): CronJobSpec {
  return {
    ...when,
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: { metadata: { labels: steps.labels }, spec: jobOf(steps) },
  };
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
