import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { Part } from "@streamform/core";
import { partitionOf } from "../../../aws/partition.js";
import { policyDocument, trustOfPods } from "../../../aws/pod-role.js";
import { accessRules } from "../../../components/clients/users/access-rules.js";
import type { UsersTerraform } from "../../behaviour/users.js";
import { statementsOf } from "../../iam/statements.js";

/** ARN of the role of a user of AWS, known before it exists. */
export function roleArnOf({ environment, name }: Pick<Part, "environment" | "name">, user: string): string {
  const { accountId, region } = environment.aws;
  return `arn:${partitionOf(region)}:iam::${accountId}:role/${name("iam-role", user)}`;
}

/** A role for each user of AWS, with the user's rights as its policy, which the pods of the user's service accounts get by EKS Pod Identity. */
export function userRoles({ stack, spec, environment, name, uses: { kafka } }: UsersTerraform): void {
  const { iamResources } = kafka;
  const { eksCluster, namespace } = environment.kubernetes;
  if (!iamResources) return;
  for (const [user, settings] of Object.entries(spec)) {
    if (settings.authentication !== "iam") continue;
    const role = new IamRole(stack, `${user}-role`, {
      name: name("iam-role", user),
      description: `Kafka user ${user}`,
      assumeRolePolicy: trustOfPods(),
    });
    const statements = statementsOf(accessRules(user, settings), iamResources);
    if (statements.length > 0)
      new IamRolePolicy(stack, `${user}-policy`, { name: "kafka", role: role.id, policy: policyDocument(statements) });
    if (eksCluster === undefined) continue;
    for (const [id, account] of Object.entries(settings.serviceAccounts))
      new EksPodIdentityAssociation(stack, `${user}-${id}-association`, {
        clusterName: eksCluster,
        namespace: account.namespace ?? namespace,
        serviceAccount: account.name,
        roleArn: role.arn,
      });
  }
}
