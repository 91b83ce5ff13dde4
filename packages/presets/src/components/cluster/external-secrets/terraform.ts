import type { EnvironmentInfo, TerraformPart } from "@streamform/core";
import { partitionOf } from "../../../aws/partition.js";
import { addPodRole } from "../../../aws/pod-role.js";
import { externalSecretsNamespace, externalSecretsServiceAccount } from "./kubernetes.js";
import type { externalSecretsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = TerraformPart<typeof externalSecretsSpec, typeof uses>;

/** The role of External Secrets, which may read this environment's parameters and secrets and nothing else. */
export function terraform({ stack, spec, environment, name, uses: { secrets, kafka } }: Part) {
  const { eksCluster } = environment.kubernetes;
  if (spec.roleArn !== undefined || eksCluster === undefined) return {};
  const ofUsers = kafka?.passwordPrefix === undefined ? [] : [kafka.passwordPrefix];
  const prefixes = [...(secrets?.prefixes ?? []), ...ofUsers];
  const role = addPodRole(stack, {
    name: name("iam-role"),
    description: "External Secrets: reads what Terraform publishes for the cluster",
    eksCluster,
    namespace: externalSecretsNamespace,
    serviceAccount: externalSecretsServiceAccount,
    policy: {
      id: "read",
      name: "read-parameters-and-secrets",
      statements: [
        ...readParameters(environment),
        ...(prefixes.length > 0 ? readOwnSecrets(environment, prefixes) : []),
        ...readNamedSecrets(environment, spec.secretNames ?? [`${environment.name}/*`]),
      ],
    },
  });
  return { roleArn: role.arn };
}

function arnOf({ aws: { accountId, region } }: EnvironmentInfo, service: string, resource: string): string {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}

function readParameters(environment: EnvironmentInfo) {
  return [
    {
      Sid: "Parameters",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      Resource: arnOf(environment, "ssm", `parameter/streamform/${environment.name}/*`),
    },
  ];
}

const readSecret = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];

/**
 * The environment's own `secrets`, by a tag, because a role's policy has room for only some ninety ARNs. A prefix of their names
 * would also match an environment whose longer name begins the same; the tag that every stack sets does not.
 */
function readOwnSecrets(environment: EnvironmentInfo, prefixes: readonly string[]) {
  const ours = { "aws:ResourceTag/environment": environment.name };
  return [
    {
      Sid: "OwnSecrets",
      Effect: "Allow",
      Action: readSecret,
      Resource: prefixes.map((prefix) => arnOf(environment, "secretsmanager", `secret:${prefix}*`)),
      Condition: { StringEquals: ours },
    },
    {
      Sid: "KeyOfOwnSecrets",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: arnOf(environment, "kms", "key/*"),
      Condition: { StringEquals: { ...ours, ...viaSecretsManager(environment) } },
    },
  ];
}

/**
 * Secrets that others make, under whatever keys: Secrets Manager decrypts with the secret's ARN as encryption context.
 * Source: AWS Secrets Manager user guide, "Secret encryption and decryption in AWS Secrets Manager".
 */
function readNamedSecrets(environment: EnvironmentInfo, names: readonly string[]) {
  if (names.length === 0) return [];
  const arns = names.map((secret) =>
    arnOf(environment, "secretsmanager", `secret:${secret}${secret.endsWith("/*") ? "" : "-??????"}`),
  );
  return [
    { Sid: "NamedSecrets", Effect: "Allow", Action: readSecret, Resource: arns },
    {
      Sid: "KeysOfNamedSecrets",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: arnOf(environment, "kms", "key/*"),
      Condition: {
        StringEquals: viaSecretsManager(environment),
        StringLike: { "kms:EncryptionContext:SecretARN": arns },
      },
    },
  ];
}

function viaSecretsManager({ aws: { region } }: EnvironmentInfo) {
  return { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };
}
