import { text } from "@streamform/core";
import type { UsersKubernetes } from "../../behaviour/users.js";
import { appliedUsers } from "./applied.js";
import { applyUsers } from "./apply-job.js";
import { userCertificate } from "./certificate.js";
import { type Passwords, passwordOf } from "./passwords.js";
import { registryOf } from "./registry.js";

/** Users without an operator: a Secret with the credentials of each, and the Job that applies them to the brokers. */
export function job(part: UsersKubernetes, passwords: Passwords): void {
  const { spec, environment, selector } = part;
  credentials(part, passwords);
  const users = appliedUsers(spec);
  if (Object.keys(users).length === 0) return;
  applyUsers(part, {
    name: "users",
    title: "users Job",
    labels: selector,
    users,
    registry: registryOf(environment),
    setsPasswords: passwords.inKafka,
  });
}

/** The Secret of each user, with the keys that Strimzi's has; a certificate's are cert-manager's. */
function credentials(part: UsersKubernetes, passwords: Passwords): void {
  for (const [name, user] of Object.entries(part.spec)) {
    if (user.authentication === "scram-sha-512") passwordSecret(part, name, passwordOf(passwords, part, name, user));
    if (user.authentication === "tls") userCertificate(part.chart, name, part.uses.certificates);
  }
}

/** A Secret with a user's name, password and a whole JAAS line. */
export function passwordSecret(
  { secret }: Pick<UsersKubernetes, "secret">,
  name: string,
  password: ReturnType<typeof passwordOf>,
): void {
  secret(name, {
    username: name,
    password,
    "sasl.jaas.config": text`org.apache.kafka.common.security.scram.ScramLoginModule required username="${name}" password="${password}";`,
  });
}
