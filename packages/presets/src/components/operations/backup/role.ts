import { useOfKey } from "../../../aws/bucket-policy.js";
import { addPodRole } from "../../../aws/pod-role.js";
import { certificateLogin } from "../../../kafka/administrator.js";
import { statementsOf } from "../../../kafka/iam/statements.js";
import { ownStatements } from "../../clients/users/own-user.js";
import { backupName } from "./names.js";
import type { StackPart } from "./part.js";
import { rules } from "./rules.js";
import type { Target } from "./target.js";

/**
 * Who the pods are to AWS: a role that may write, read and tag this environment's backups, and delete none. The same for backup and restore: both
 * run from the same service account.
 *
 * @param key ARN of the KMS key of the bucket, where it has one
 */
export function addRole({ stack, environment, name, uses }: StackPart, target: Target, key: string | undefined): void {
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
        ...ownStatements(uses.kafka, backupName, rules),
        ...restoreStatements(uses.kafka),
      ],
    },
  });
}

/** A restore makes topics and gives rights as the administrator, who is the role of its pods where a listener takes AWS credentials. */
function restoreStatements(kafka: StackPart["uses"]["kafka"]) {
  if (certificateLogin(kafka) || !kafka.iamResources) return [];
  const all = { kind: "literal", name: "*" } as const;
  const allow = { permission: "allow", host: "*", pattern: all } as const;
  return statementsOf(
    [
      { ...allow, resource: "cluster", operations: ["Alter", "AlterConfigs", "Create"] },
      { ...allow, resource: "topic", operations: ["All"] },
      { ...allow, resource: "group", operations: ["All"] },
    ],
    kafka.iamResources,
  );
}
