import type { EnvironmentInfo } from "@streamform/core";
import type { OwnUser, OwnUserKubernetes, Rules } from "../../../kafka/behaviour/users.js";
import type { ClientCertificate, Kafka } from "../../../kafka/kafka.js";
import type { Workload } from "../../../kubernetes/workload.js";

export type { OwnUser, Rules } from "../../../kafka/behaviour/users.js";

/** A rule that allows operations, for every host. */
export const allowed = { permission: "allow", host: "*" } as const;

/** Name of such a user, of its Secret and in its certificate. */
export function ownUserName({ clusterName = "kafka" }: Pick<Kafka, "clusterName">, of: OwnUser): string {
  return `${clusterName}-${of}`;
}

export function ownCertificate(kafka: Pick<Kafka, "clusterName" | "users">, of: OwnUser): ClientCertificate {
  const credentials = kafka.users.credentials(ownUserName(kafka, of), { authentication: "tls" });
  if (credentials.authentication !== "tls") throw new TypeError("a user with a certificate has none");
  return credentials.certificate;
}

/** Makes the user: it logs in by a certificate. */
export function ownUser(
  part: OwnUserKubernetes & { readonly uses: { readonly kafka: Kafka } },
  of: OwnUser,
  rules: Rules,
): void {
  const { kafka } = part.uses;
  kafka.users.own.kubernetes(part, of, ownUserName(kafka, of), rules);
}

/** The pods that make it. */
export function ownUserPods(
  kafka: Pick<Kafka, "users">,
  environment: EnvironmentInfo,
  of: OwnUser,
): readonly Workload[] {
  return kafka.users.own.workloads(environment, of);
}
