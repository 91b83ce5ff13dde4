import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { partitionOf } from "../../../aws/partition.js";
import { parameterPrefix, toolsBucket } from "./names.js";
import type { Part } from "./part.js";

/**
 * The instance's role: it lets Session Manager in, reads the bastion's parameters and tools, and has the cluster permissions that the spec
 * gives.
 */
export function addInstanceProfile(
  { stack, spec, environment, name, uses: { kafka } }: Part,
  fromBucket: boolean,
): IamInstanceProfile {
  const { accountId, region } = environment.aws;
  const partition = partitionOf(region);
  const role = new IamRole(stack, "role", {
    name: name("iam-role"),
    description: "Bastion with the Kafka tools",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    }),
  });
  new IamRolePolicyAttachment(stack, "session-manager", {
    role: role.name,
    policyArn: `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
  });
  new IamRolePolicy(stack, "read", {
    name: "read-parameters-and-tools",
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "ssm:GetParameter",
          Resource: `arn:${partition}:ssm:${region}:${accountId}:parameter${parameterPrefix(environment)}*`,
        },
        ...(fromBucket
          ? [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:${partition}:s3:::${toolsBucket(name)}/*` }]
          : []),
      ],
    }),
  });
  if (kafka.iamPolicies) {
    for (const permission of new Set(spec.permissions)) {
      const policyArn = kafka.iamPolicies[permission];
      new IamRolePolicyAttachment(stack, `kafka-${permission}`, { role: role.name, policyArn });
    }
  }
  return new IamInstanceProfile(stack, "instance-profile", { name: name("iam-instance-profile"), role: role.name });
}
