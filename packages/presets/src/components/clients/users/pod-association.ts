import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association/index.js";
import type { TerraformPart } from "@streamform/core";
import type { UserCredentials } from "../../../kafka/credentials.js";

/** Lets the pods of a component's service account have the role of a user of the spec, where the user logs in with AWS credentials. */
export function associateWithUser(
  { stack, environment }: Pick<TerraformPart, "stack" | "environment">,
  credentials: UserCredentials | undefined,
  serviceAccount: string,
): void {
  const { eksCluster, namespace } = environment.kubernetes;
  if (credentials?.authentication !== "iam" || eksCluster === undefined) return;
  new EksPodIdentityAssociation(stack, "association", {
    clusterName: eksCluster,
    namespace,
    serviceAccount,
    roleArn: credentials.roleArn,
  });
}
