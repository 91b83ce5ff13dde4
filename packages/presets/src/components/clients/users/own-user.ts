import type { EnvironmentInfo, KubernetesPart } from "@streamform/core";
import type { ClientCertificate, Kafka } from "../../../kafka/kafka.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { type ApplyPart, applyUsers, applyWorkload } from "./apply-job.js";
import { type Signing, userCertificate } from "./certificate.js";
import { certificateOf } from "./exports.js";
import { kafkaUsers } from "./kafka-users.js";
import type { User, Users } from "./spec.js";

/** What has a user of its own, beside those of the spec: it logs in by a certificate, and may do what it needs and no more. */
export type OwnUser = "backup" | "lag-exporter" | "mirror";

/** Rules of a user, as the spec of users has them. */
export type Rules = User["acls"]["rules"];

/** A rule that allows operations, for every host. */
export const allowed = { permission: "allow", host: "*" } as const;

/** Name of such a user, of its Secret and in its certificate. */
export function ownUserName({ clusterName = "kafka" }: Pick<Kafka, "clusterName">, of: OwnUser): string {
  return `${clusterName}-${of}`;
}

export function ownCertificate(kafka: Pick<Kafka, "clusterName" | "topicsBy">, of: OwnUser): ClientCertificate {
  return certificateOf(ownUserName(kafka, of), kafka);
}

/** Makes the user: by Strimzi's User Operator, or a certificate and a Job of its own, so that it is there without any user in the spec. */
export function ownUser(
  part: ApplyPart &
    Pick<KubernetesPart, "secret" | "environment"> & { readonly uses: { readonly certificates?: Signing | undefined } },
  of: OwnUser,
  rules: Rules,
): void {
  const { kafka, certificates } = part.uses;
  const name = ownUserName(kafka, of);
  const usersOf = (onRemove: User["onRemove"]): Users => ({
    [name]: {
      authentication: "tls",
      acls: { produce: [], consume: [], process: [], rules },
      quotas: {},
      onRemove,
    },
  });
  if (kafka.topicsBy === "strimzi") {
    kafkaUsers(part, usersOf("delete"));
    return;
  }
  userCertificate(part.chart, name, certificates);
  // The Job goes with what it is for: it never sees that its user is gone, which then has no certificate.
  applyUsers(part, {
    name: `${of}-user`,
    labels: jobLabels(part.environment, of),
    users: usersOf("keep"),
    registry: "",
  });
}

/** The Job's pod, where there is a Job. */
export function ownUserPods(kafka: Pick<Kafka, "topicsBy">, environment: EnvironmentInfo, of: OwnUser): Workload[] {
  return kafka.topicsBy === "strimzi" ? [] : [applyWorkload(`${of} user Job`, jobLabels(environment, of))];
}

/** Other labels than those of the pods that the user is for: they are found by theirs. */
function jobLabels({ name }: Pick<EnvironmentInfo, "name">, of: OwnUser): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": `${of}-user`, "app.kubernetes.io/part-of": name };
}
