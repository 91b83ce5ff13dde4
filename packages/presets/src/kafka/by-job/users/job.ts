import { text } from "@streamform/core";
import type { UsersKubernetes } from "../../behaviour/users.js";
import { applyUsers } from "./apply-job.js";
import { userCertificate } from "./certificate.js";
import { passwordOf } from "./passwords.js";
import { registryOf } from "./registry.js";

/** Users without an operator: a Secret with the credentials of each, and the Job that brings them to the brokers. */
export function job(part: UsersKubernetes): void {
  const { spec, environment, selector } = part;
  credentials(part);
  applyUsers(part, { name: "users", labels: selector, users: spec, registry: registryOf(environment) });
}

/** The Secret of each user, with the keys that Strimzi's has; a certificate's are cert-manager's. */
function credentials({ chart, spec, environment, secret, uses: { certificates } }: UsersKubernetes): void {
  for (const [name, user] of Object.entries(spec)) {
    if (user.authentication === "scram-sha-512") {
      const password = passwordOf(environment.name, name, user);
      secret(name, {
        username: name,
        password,
        "sasl.jaas.config": text`org.apache.kafka.common.security.scram.ScramLoginModule required username="${name}" password="${password}";`,
      });
    } else userCertificate(chart, name, certificates);
  }
}
