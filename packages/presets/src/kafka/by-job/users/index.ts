import type { ApplyUsers } from "../../behaviour/users.js";
import { administratorOf } from "../../administrator.js";
import { describeUsers } from "./describe.js";
import { roleArnOf, userRoles } from "./iam-roles.js";
import { job } from "./job.js";
import { passwordsInKafka } from "./made-passwords.js";
import { ownUsers } from "./own-user.js";
import { type Passwords, withMadePassword } from "./passwords.js";
import { registryOf } from "./registry.js";
import { workloads } from "./workloads.js";

/**
 * Users by a Job with the Kafka tools, which runs whenever users change; those of AWS as IAM roles.
 *
 * @param passwords where passwords are kept. Default: in Kafka
 */
export function usersByJob(passwords: Passwords = passwordsInKafka): ApplyUsers {
  return {
    registry: registryOf,
    makesCredentials: false,
    takesPasswords: passwords.inKafka,
    hasAdministrator: (kafka) => administratorOf(kafka, "") !== undefined,
    credentials: (part, name, { authentication }) => {
      if (authentication === "iam") return { authentication, roleArn: roleArnOf(part, name) };
      return authentication === "tls"
        ? { authentication, certificate: { secret: name, certificate: "tls.crt", privateKey: "tls.key" } }
        : { authentication, secret: name, password: "password", jaasConfig: "sasl.jaas.config" };
    },
    namedSecrets: (part, users) =>
      passwords.inKafka ? withMadePassword(users).map((user) => passwords.secretOf(part, user)) : [],
    ownerOfSecret: () => undefined,
    kubernetes: (part) => job(part, passwords),
    terraform: (part) => {
      passwords.terraform(part);
      userRoles(part);
    },
    workloads,
    ...describeUsers(passwords),
    own: ownUsers(passwords),
  };
}
