import type { Artifact } from "../compile/artifact.js";
import { header } from "../compile/header.js";
import type { Plan } from "../compile/plan.js";
import { shellWord } from "../component/shell-word.js";
import { stateBucketOf } from "../environment/state-bucket.js";
import { artifact } from "./folder.js";

/** Path of the script, below the environment's folder. */
export const stateBucketScript = "hosts/bootstrap/state-bucket.sh";

/** Whether the environment has a script that creates the state bucket. */
export function makesStateBucket(plan: Plan): boolean {
  return plan.info.state.create && plan.units.some(({ kind }) => kind === "terraform");
}

/** The script that creates the bucket of the Terraform state, before the first stack is applied. */
export function bootstrapArtifacts(plan: Plan): readonly Artifact[] {
  return makesStateBucket(plan) ? [artifact(stateBucketScript, script(plan), { executable: true })] : [];
}

/** Partition of an AWS region, as it stands in ARNs (AWS General Reference). */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function script({ environment, info }: Plan): string {
  const { accountId, region } = info.aws;
  const bucket = stateBucketOf(info);
  const arn = `arn:${partitionOf(region)}:s3:::${bucket}`;
  const json = (value: unknown) => shellWord(JSON.stringify(value));
  const tags = {
    ...info.aws.tags,
    owner: info.owner,
    "managed-by": "streamform",
  };
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyPlainText",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
  const encryption = {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" },
        BucketKeyEnabled: true,
      },
    ],
  };
  const lifecycle = {
    Rules: [
      {
        ID: "old-states",
        Status: "Enabled",
        Filter: { Prefix: "" },
        NoncurrentVersionExpiration: {
          NoncurrentDays: 90,
          NewerNoncurrentVersions: 20,
        },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ],
  };
  return `#!/bin/sh
${header("shell", environment.file)}#
# Creates the S3 bucket of the Terraform state, or corrects its settings: versioned, encrypted by KMS, not public, reachable
# through TLS only. Safe to run again. Needs the AWS command line and its credentials.
# shellcheck disable=SC2016 # expressions in single quotes are text of the environment's spec
set -eu

account=${shellWord(accountId)}
region=${shellWord(region)}
bucket=${shellWord(bucket)}
tags=${json({ TagSet: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) })}
encryption=${json(encryption)}
policy=${json(policy)}
lifecycle=${json(lifecycle)}

export AWS_PAGER='' AWS_REGION="$region" AWS_DEFAULT_REGION="$region"

fail() {
  printf 'state-bucket: %s\\n' "$*" >&2
  exit 1
}

s3api() {
  command=$1
  shift
  aws s3api "$command" --bucket "$bucket" "$@"
}

owned() {
  s3api "$@" --expected-bucket-owner "$account"
}

command -v aws >/dev/null || fail 'needs the aws command line'
current=$(aws sts get-caller-identity --query Account --output text)
[ "$current" = "$account" ] || fail "the credentials are for account $current, but this environment is in $account"

if owned head-bucket >/dev/null 2>&1; then
  printf 'state-bucket: %s exists\\n' "$bucket"
elif [ "$region" = us-east-1 ]; then
  s3api create-bucket --object-ownership BucketOwnerEnforced >/dev/null
else
  s3api create-bucket --object-ownership BucketOwnerEnforced --create-bucket-configuration "LocationConstraint=$region" >/dev/null
fi
aws s3api wait bucket-exists --bucket "$bucket" --expected-bucket-owner "$account"

owned put-public-access-block --public-access-block-configuration \\
  BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
owned put-bucket-ownership-controls --ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'
owned put-bucket-versioning --versioning-configuration Status=Enabled
owned put-bucket-encryption --server-side-encryption-configuration "$encryption"
owned put-bucket-policy --policy "$policy"
owned put-bucket-lifecycle-configuration --lifecycle-configuration "$lifecycle" >/dev/null
# The bucket may serve several environments. The environment that creates it sets the tags.
owned get-bucket-tagging >/dev/null 2>&1 || owned put-bucket-tagging --tagging "$tags"

printf 'state-bucket: %s is ready in %s\\n' "$bucket" "$region"
`;
}
