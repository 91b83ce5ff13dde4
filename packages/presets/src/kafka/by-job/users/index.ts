import type { ApplyUsers } from "../../behaviour/users.js";
import { administratorsWay } from "../../certificate-client.js";
import { cost, diagram, summary } from "./describe.js";
import { job } from "./job.js";
import { madePasswords } from "./made-passwords.js";
import { ownUserByJob, ownUserWorkloads } from "./own-user.js";
import { registryOf } from "./registry.js";
import { workloads } from "./workloads.js";

/** Users by a Job with the Kafka tools, which runs whenever users change. */
export const usersByJob: ApplyUsers = {
  registry: registryOf,
  makesCredentials: false,
  hasAdministrator: (kafka) => administratorsWay(kafka) !== undefined,
  credentials: (name, { authentication }) =>
    authentication === "scram-sha-512"
      ? { authentication, secret: name, password: "password", jaasConfig: "sasl.jaas.config" }
      : { authentication, certificate: { secret: name, certificate: "tls.crt", privateKey: "tls.key" } },
  ownerOfSecret: () => undefined,
  kubernetes: job,
  terraform: madePasswords,
  workloads,
  summary,
  cost,
  diagram,
  own: { kubernetes: ownUserByJob, workloads: ownUserWorkloads },
};
