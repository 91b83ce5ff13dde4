import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { TerraformPart } from "@streamform/core";
import { partitionOf } from "../../aws/partition.js";
import { externalSecretsNamespace, externalSecretsServiceAccount } from "./kubernetes.js";
import type { externalSecretsSpec } from "./spec.js";

/** The role of External Secrets, which may read this environment's parameters and secrets and nothing else. */
export function terraform({ stack, spec, environment, name }: TerraformPart<typeof externalSecretsSpec>) {
  const { eksCluster } = environment.kubernetes;
  if (spec.roleArn !== undefined || eksCluster === undefined) return {};
  const { accountId, region } = environment.aws;
  const arn = (service: string, resource: string) =>
    `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
  const secretNames = spec.secretNames ?? [`${environment.name}*`, `AmazonMSK_${environment.name}*`];
  const role = new IamRole(stack, "role", {
    name: name("iam-role"),
    description: "External Secrets: reads what Terraform publishes for the cluster",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
        },
      ],
    }),
  });
  new IamRolePolicy(stack, "read", {
    name: "read-parameters-and-secrets",
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
          Resource: arn("ssm", `parameter/streamform/${environment.name}/*`),
        },
        {
          Effect: "Allow",
          Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
          Resource: secretNames.map((secret) =>
            arn("secretsmanager", `secret:${secret.endsWith("*") ? secret : `${secret}-??????`}`),
          ),
        },
        {
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: arn("kms", "key/*"),
          Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
        },
      ],
    }),
  });
  new EksPodIdentityAssociation(stack, "association", {
    clusterName: eksCluster,
    namespace: externalSecretsNamespace,
    serviceAccount: externalSecretsServiceAccount,
    roleArn: role.arn,
  });
  return { roleArn: role.arn };
}
