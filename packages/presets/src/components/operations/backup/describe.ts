import {
  type CostLine,
  codeSpan,
  type DescribePart,
  type Diagram,
  type Precondition,
  type Step,
  type Summary,
  workloadKubectl,
} from "@streamform/core";
import { isProtected } from "../../../aws/deletion-protection.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import { price } from "../../../versions/prices.js";
import { ownLogin, ownUserPods } from "../../clients/users/own-user.js";
import { backupName, restoreName } from "./names.js";
import { backupProcess, restoreProcess } from "./process.js";
import type { backupSpec } from "./spec.js";
import { retentionOf, targetOf } from "./target.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof backupSpec, typeof uses>;

export function summary(part: Part): Summary {
  const { spec } = part;
  const { url, region } = targetOf(part);
  const kept =
    spec.bucket === undefined
      ? `${retentionOf(spec)} days; the newest backup stays until there is a newer one`
      : "for the time that the bucket's lifecycle sets";
  return {
    facts: [
      { label: "Backups of metadata", value: `${spec.schedule} (${spec.timeZone}), kept ${kept}` },
      { label: "Place of the backups", value: `${url} in ${region}` },
    ],
    preconditions: preconditions(part),
    steps: [backUpNow(part), restore(part), ...teardown(part)],
  };
}

function preconditions(part: Part): Precondition[] {
  const { spec, environment } = part;
  const { namespace, eksCluster } = environment.kubernetes;
  const target = targetOf(part);
  const use = `read, write and tag ${codeSpan(`${target.bucket}/${target.prefix}/`)}`;
  return [
    spec.roleArn === undefined
      ? {
          title: `The EKS cluster ${codeSpan(eksCluster ?? "")}`,
          text: "Exists and runs the EKS Pod Identity agent (the addon `eks-pod-identity-agent`).",
        }
      : {
          title: `The IAM role ${codeSpan(spec.roleArn)}`,
          text: `Trusts the service account \`${backupName}\` in the namespace ${codeSpan(namespace)} through the cluster's OIDC provider (IRSA). It may list the bucket and ${use}.`,
        },
    ...(spec.bucket
      ? [
          {
            title: `The S3 bucket ${codeSpan(target.bucket)}`,
            text: `Exists in ${target.region}, with versioning, encryption and no public access. Its lifecycle expires only objects tagged \`superseded=true\`: each backup gets this tag once there is a newer one. The role of the backups may ${use}.`,
          },
        ]
      : []),
  ];
}

function kubectlOf({ environment }: Part): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
}

function backUpNow(part: Part): Step {
  const kubectl = kubectlOf(part);
  return {
    when: "operation",
    title: "Back up now",
    text: "Run this before an upgrade, or to test the backup. The log ends with the location of the backup. The Job reads the backup back and compares it before it becomes the latest.",
    commands: [
      `job=${backupName}-$(date +%s); ${kubectl} create job --from=cronjob/${backupName} "$job" && ${kubectl} wait --for=condition=Complete --timeout=15m "job/$job"; ${kubectl} logs --all-containers "job/$job"`,
      `aws s3 ls ${targetOf(part).url}/ --region ${targetOf(part).region}`,
    ],
  };
}

function restore(part: Part): Step {
  const kubectl = kubectlOf(part);
  return {
    when: "operation",
    title: "Restore a backup",
    text: [
      "The first command is a dry run, the second one restores. To restore an older backup, write its time in place of `latest`.",
      "A restore creates what is missing and corrects configuration that differs. It deletes nothing and is safe to run again. Git or the operator then reverts the objects that they manage to what Git says.",
      "Topics come back empty, because a backup holds no messages. The restore sets a group's offset only if the group has none and the log holds that offset, so run the restore again once the data is back.",
      "The restore compares users but does not create them, because a backup holds no passwords. The operator or Job that created the users creates their passwords again. While users are missing or anything else differs, the restore Job fails with exit code 3 and lists the differences.",
    ].join(" "),
    commands: [
      `job=${restoreName}-$(date +%s); ${kubectl} create job --from=cronjob/${restoreName} "$job" && sleep 60; ${kubectl} logs --all-containers --follow "job/$job"`,
      `job=${restoreName}-$(date +%s); ${kubectl} create job --from=cronjob/${restoreName} "$job" --dry-run=client --output json | ${kubectl} set env --local --filename - BACKUP=latest DRY_RUN=false --output json | ${kubectl} create --filename -; sleep 60; ${kubectl} logs --all-containers --follow "job/$job"`,
    ],
  };
}

function teardown({ spec, environment }: Part): Step[] {
  if (spec.bucket !== undefined) return [];
  return [
    {
      when: "teardown",
      title: "Decide whether to keep the backups",
      text: `${isProtected(spec, environment) ? "Terraform refuses to destroy their bucket until `backup.deletionProtection: false` is applied. " : ""}Terraform never destroys a bucket that holds objects or old versions. If you no longer need the backups, empty the bucket by hand. To keep it, remove it from the state of \`terraform/backup\`.`,
    },
  ];
}

/** Size of a backup that is assumed for the estimate, in GB: some thousand topics, ACLs and offsets. */
const sizeOfBackup = 0.001;

export function cost({ spec, environment }: Part): CostLine[] {
  if (spec.bucket !== undefined) return [];
  const { region } = environment.aws;
  return [
    {
      item: "Backups in S3, about 1 MB each",
      quantity: Number((retentionOf(spec) * sizeOfBackup).toFixed(3)),
      unit: "GB-month",
      price: price(region, "s3.stored")?.usd,
    },
    ...(spec.kmsKey === "own"
      ? [{ item: "Key of the backups", quantity: 1, unit: "key-month", price: price(region, "kms.key")?.usd }]
      : []),
  ];
}

export function diagram(part: Part): Diagram {
  return {
    nodes: [
      { id: "backup", label: "Backup of metadata", group: "Kubernetes" },
      { id: "backups", label: `S3 ${targetOf(part).bucket}`, group: "AWS" },
    ],
    edges: [
      { from: "kafka", to: "backup", label: ownLogin(part.uses.kafka, backupName)?.listener.name },
      { from: "backup", to: "backups" },
    ],
  };
}

/** The pods of both CronJobs, to which nothing connects, and what makes the user. */
export function workloadsOf(part: Part): Workload[] {
  return [
    workloadOf(backupProcess(part)),
    workloadOf(restoreProcess(part)),
    ...ownUserPods(part.uses.kafka, part.environment, backupName),
  ];
}
