import type { EnvironmentInfo } from "@streamform/core";
import type { Workload } from "../../../kubernetes/workload.js";
import type { OwnUser, OwnUserKubernetes, Rules } from "../../behaviour/users.js";
import { applyUsers, applyWorkload } from "./apply-job.js";
import { userCertificate } from "./certificate.js";

/** A certificate, and a Job that gives its user its rights. */
export function ownUserByJob(part: OwnUserKubernetes, of: OwnUser, name: string, rules: Rules): void {
  userCertificate(part.chart, name, part.uses.certificates);
  // The Job goes with what it is for: it never sees that its user is gone, which then has no certificate.
  applyUsers(part, {
    name: `${of}-user`,
    labels: jobLabels(part.environment, of),
    users: {
      [name]: {
        authentication: "tls",
        acls: { produce: [], consume: [], process: [], rules },
        quotas: {},
        onRemove: "keep",
      },
    },
    registry: "",
  });
}

export function ownUserWorkloads(environment: Pick<EnvironmentInfo, "name">, of: OwnUser): Workload[] {
  return [applyWorkload(`${of} user Job`, jobLabels(environment, of))];
}

/** Other labels than those of the pods that the user is for: they are found by theirs. */
function jobLabels({ name }: Pick<EnvironmentInfo, "name">, of: OwnUser): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": `${of}-user`, "app.kubernetes.io/part-of": name };
}
