import type { EnvironmentInfo } from "@streamform/core";
import type { OwnUser, OwnUserKubernetes, OwnUserTerraform, Rules } from "../../../kafka/behaviour/users.js";
import type { Statement } from "../../../kafka/iam/statements.js";
import type { Kafka, Listener } from "../../../kafka/kafka.js";
import type { Credentials } from "../../../kafka/login.js";
import type { Workload } from "../../../kubernetes/workload.js";

export type { OwnUser, Rules } from "../../../kafka/behaviour/users.js";

/** A rule that allows operations, for every host. */
export const allowed = { permission: "allow", host: "*" } as const;

/** Name of such a user, of its Secret and in its certificate. */
export function ownUserName(
  { clusterName = "kafka" }: { readonly clusterName?: string | undefined },
  of: OwnUser,
): string {
  return `${clusterName}-${of}`;
}

/** Where a component's own user logs in, and with what; undefined where no listener takes it. */
export function ownLogin(
  kafka: Kafka,
  of: OwnUser,
): { readonly listener: Listener; readonly credentials: Credentials } | undefined {
  const credentials = kafka.users.own.credentials(kafka, ownUserName(kafka, of));
  const wanted =
    credentials?.authentication === "tls" ? "mtls" : credentials?.authentication === "iam" ? "iam" : "scram";
  const listener = kafka.listeners.find(({ name }) => name === wanted);
  return credentials && listener ? { listener, credentials } : undefined;
}

/** Makes the user in the cluster. */
export function ownUser(
  part: OwnUserKubernetes & { readonly uses: { readonly kafka: Kafka } },
  of: OwnUser,
  rules: Rules,
): void {
  const { kafka } = part.uses;
  kafka.users.own.kubernetes(part, of, ownUserName(kafka, of), rules);
}

type InStack = OwnUserTerraform["uses"]["kafka"] & Pick<Kafka, "users">;

/** Makes its password in AWS, where it has one. */
export function ownPassword(
  part: OwnUserTerraform & { readonly uses: { readonly kafka: InStack } },
  of: OwnUser,
): void {
  const { kafka } = part.uses;
  kafka.users.own.terraform(part, ownUserName(kafka, of));
}

/** What the IAM role of its pods has to be allowed besides. */
export function ownStatements(kafka: InStack, of: OwnUser, rules: Rules): readonly Statement[] {
  return kafka.users.own.statements(kafka, ownUserName(kafka, of), rules);
}

/** The pods that make it. */
export function ownUserPods(kafka: Kafka, environment: EnvironmentInfo, of: OwnUser): readonly Workload[] {
  return kafka.users.own.workloads(kafka, environment, of);
}
