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
      ? `${retentionOf(spec)} days, the newest as long as there is none after it`
      : "as long as the bucket's lifecycle says";
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
          text: `Trusts the service account \`${backupName}\` in the namespace ${codeSpan(namespace)} through the cluster's OIDC provider (IRSA), and may list the bucket and ${use}.`,
        },
    ...(spec.bucket
      ? [
          {
            title: `The S3 bucket ${codeSpan(target.bucket)}`,
            text: `Exists in ${target.region}, with versioning, encryption, no public access, and a lifecycle that expires only objects tagged \`superseded=true\`, as each backup is once there is a newer one; whoever makes the backups may ${use}.`,
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
    text: "Before an upgrade, or to see that it works: the log ends with the place of the backup, which was read back and compared before it became the latest.",
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
      "The first command shows what would be done and does nothing; the second does it. Write the time of a backup for `latest` where an older one is meant.",
      "A restore makes what is missing and sets what differs in configuration; it deletes nothing and can be run again. What Git or the operator manages they set back to what Git says.",
      "Topics come back empty: a backup holds no messages. A group's offset is set only where the group has none and the log holds it, so run the restore again once the data is back.",
      "Users are compared and not made, since no backup holds a password: theirs come again from what made them. Until they have, and as long as anything else differs, the Job ends as failed with exit code 3 and says what.",
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
      title: "Decide about the backups",
      text: `${isProtected(spec, environment) ? "Terraform refuses to destroy their bucket until `backup.deletionProtection: false` is applied. " : ""}A bucket that holds anything, old versions among it, is never destroyed: empty it by hand where nobody needs the backups any more, or take it out of the state of \`terraform/backup\` and keep it.`,
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
