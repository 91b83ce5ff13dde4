import { useOfKey } from "../../../aws/bucket-policy.js";
import { addPodRole } from "../../../aws/pod-role.js";
import { backupName } from "./names.js";
import type { StackPart } from "./part.js";
import type { Target } from "./target.js";

/**
 * Who the pods are to AWS: a role that may write, read and tag this environment's backups, and delete none. The same for backup and restore: both
 * run from the same service account.
 *
 * @param key ARN of the KMS key of the bucket, where it has one
 */
export function addRole({ stack, environment, name }: StackPart, target: Target, key: string | undefined): void {
  const { eksCluster, namespace } = environment.kubernetes;
  if (eksCluster === undefined) return;
  addPodRole(stack, {
    name: name("iam-role"),
    description: "Backups of the Kafka cluster's metadata",
    eksCluster,
    namespace,
    serviceAccount: backupName,
    policy: {
      id: "backups",
      name: "write-and-read-backups",
      statements: [
        {
          Sid: "Objects",
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:GetObject", "s3:PutObjectTagging"],
          Resource: `${target.arn}/${target.prefix}/*`,
        },
        {
          Sid: "List",
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: target.arn,
          Condition: { StringLike: { "s3:prefix": [`${target.prefix}/*`] } },
        },
        ...useOfKey(key, target.region),
      ],
    },
  });
}
