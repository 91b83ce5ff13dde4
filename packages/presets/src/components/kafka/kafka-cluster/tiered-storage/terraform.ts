import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import type { TerraformPart } from "@streamform/core";
import { useOfKey } from "../../../../aws/bucket-policy.js";
import { isProtected } from "../../../../aws/deletion-protection.js";
import { chosenKey } from "../../../../aws/own-key.js";
import { addPodRole } from "../../../../aws/pod-role.js";
import { addPrivateBucket } from "../../../../aws/private-bucket.js";
import type { ClusterExports } from "../exports.js";
import { brokersServiceAccount } from "../service-account.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import type { TieredStorage } from "./target.js";

type StackPart = TerraformPart<typeof kafkaClusterSpec, typeof uses, ClusterExports>;
type Settings = NonNullable<StackPart["spec"]["tieredStorage"]>;

/** The bucket of the tiered segments and the brokers' role, unless the spec names existing ones. Nothing without tiered storage. */
export function terraform(part: StackPart): Record<never, never> {
  const settings = part.spec.tieredStorage;
  const target = part.exports.tieredStorage;
  if (settings === undefined || target === undefined) return {};
  const key = settings.bucket ? settings.bucket.kmsKeyArn : addBucket(part, settings, target);
  if (settings.roleArn === undefined) addRole(part, target, key);
  return {};
}

/**
 * A bucket without versions: Kafka itself deletes segments whose retention is over, and no rule of the bucket may do it for Kafka.
 *
 * @returns ARN of the KMS key that it encrypts by, where it is not S3's own
 */
function addBucket({ stack, environment, name }: StackPart, settings: Settings, target: TieredStorage) {
  const protect = isProtected(settings, environment);
  const key = chosenKey(stack, settings.kmsKey, {
    alias: name("kms-alias", "tiered-storage"),
    description: "Tiered segments of the Kafka cluster",
    protect,
  });
  const { bucket } = addPrivateBucket(stack, { name: target.bucket, arn: target.arn, key, protect });
  new S3BucketLifecycleConfiguration(stack, "bucket-lifecycle", {
    bucket,
    rule: [
      {
        id: "abort-incomplete-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
  });
  return key;
}

/**
 * The brokers' IAM role, which may read, write and delete this cluster's segments. Without `s3:ListBucket`, S3 answers "access denied" for a missing
 * object, and the plugin could not report to Kafka that it is missing.
 *
 * Source: Amazon S3 API reference, GetObject: permissions; S3Storage and S3UploadOutputStream of the plugin.
 */
function addRole({ stack, environment, exports, name }: StackPart, target: TieredStorage, key: string | undefined) {
  const { eksCluster, namespace } = environment.kubernetes;
  if (eksCluster === undefined) return;
  addPodRole(stack, {
    name: name("iam-role", "tiered-storage"),
    description: "Tiered storage of the Kafka brokers",
    eksCluster,
    namespace,
    serviceAccount: brokersServiceAccount(exports),
    policy: {
      id: "tiered-storage",
      name: "read-write-and-delete-segments",
      statements: [
        {
          Sid: "Segments",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
          Resource: `${target.arn}/${target.prefix}/*`,
        },
        { Sid: "Missing", Effect: "Allow", Action: "s3:ListBucket", Resource: target.arn },
        ...useOfKey(key, target.region),
      ],
    },
  });
}
