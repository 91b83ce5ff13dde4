import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { Construct } from "constructs";

/** What the pods of a service account may do in AWS. */
export interface PodRole {
  /** Beginning of the ids of its resources, where a stack has several. Default: none. */
  readonly id?: string;
  /** Name of the IAM role. */
  readonly name: string;
  readonly description: string;
  /** EKS cluster that runs the EKS Pod Identity agent. */
  readonly eksCluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Id and name of the role's own policy, and its statements. */
  readonly policy: { readonly id: string; readonly name: string; readonly statements: readonly object[] };
}

/** A role that pods get by EKS Pod Identity; a pod that is older than the association never does. */
export function addPodRole(stack: Construct, given: PodRole): IamRole {
  const idOf = (what: string) => (given.id === undefined ? what : `${given.id}-${what}`);
  const { name, description, eksCluster, namespace, serviceAccount, policy } = given;
  const role = new IamRole(stack, idOf("role"), {
    name,
    description,
    assumeRolePolicy: trustOfPods(),
  });
  new IamRolePolicy(stack, policy.id, { name: policy.name, role: role.id, policy: policyDocument(policy.statements) });
  new EksPodIdentityAssociation(stack, idOf("association"), {
    clusterName: eksCluster,
    namespace,
    serviceAccount,
    roleArn: role.arn,
  });
  return role;
}

/** The policy by which EKS Pod Identity hands a role to pods. Source: Amazon EKS user guide, "How EKS Pod Identity works". */
export function trustOfPods(): string {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    },
  ]);
}

export function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
