import type { EnvironmentInfo } from "@streamform/core";
import { accessRules } from "../../../components/clients/users/access-rules.js";
import type { User, Users } from "../../../components/clients/users/spec.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import type { OwnUser, OwnUserOffer, OwnUsers, Rules } from "../../behaviour/users.js";
import { certificateLogin } from "../../administrator.js";
import { takesPasswords } from "../../credentials.js";
import type { KafkaFacts } from "../../facts.js";
import { type Statement, statementsOf } from "../../iam/statements.js";
import type { Credentials } from "../../login.js";
import { applyProcess, applyUsers } from "./apply-job.js";
import { userCertificate } from "./certificate.js";
import { passwordSecret } from "./job.js";
import { type Passwords, passwordOf } from "./passwords.js";

/** The login of a component's own user: a certificate if administrators have one, else AWS credentials, else a password. */
function authenticationOf(kafka: OwnUserOffer): User["authentication"] | undefined {
  if (certificateLogin(kafka)) return "tls";
  const has = (wanted: string) => kafka.listeners.some(({ name }) => name === wanted);
  if (has("iam") && kafka.iamResources) return "iam";
  return kafka.listeners.some(takesPasswords) ? "scram-sha-512" : undefined;
}

function userOf(authentication: User["authentication"], rules: Rules): User {
  return {
    authentication,
    acls: { produce: [], consume: [], process: [], rules },
    quotas: {},
    onRemove: "keep",
    serviceAccounts: {},
    namespaces: [],
  };
}

function credentialsOf(kafka: KafkaFacts, name: string): Credentials | undefined {
  const authentication = authenticationOf(kafka);
  switch (authentication) {
    case "tls":
      return { authentication, certificate: { secret: name, certificate: "tls.crt", privateKey: "tls.key" } };
    case "scram-sha-512":
      return { authentication, secret: name, password: "password", jaasConfig: "sasl.jaas.config", username: name };
    case "iam":
      return { authentication };
    default:
      return undefined;
  }
}

/** Users of components. A Job for each grants its rights, unless IAM does. */
export function ownUsers(passwords: Passwords): OwnUsers {
  return {
    credentials: credentialsOf,
    kubernetes: (part, of, name, rules) => {
      const { kafka, certificates } = part.uses;
      const authentication = authenticationOf(kafka);
      if (authentication === undefined || authentication === "iam") return;
      if (authentication === "tls") userCertificate(part.chart, name, certificates);
      else passwordSecret(part, name, passwordOf(passwords, part, name, {}));
      // The Job goes with what it is for: it never sees that its user is gone, which then has no certificate.
      applyUsers(part, {
        ...jobOf(part.environment, of),
        users: { [name]: userOf(authentication, rules) },
        registry: "",
        setsPasswords: passwords.inKafka,
      });
    },
    terraform: (part, name) => {
      if (authenticationOf(part.uses.kafka) !== "scram-sha-512") return;
      const spec: Users = { [name]: userOf("scram-sha-512", []) };
      passwords.terraform({ ...part, spec });
    },
    statements: (kafka, name, rules): readonly Statement[] =>
      authenticationOf(kafka) === "iam" && kafka.iamResources
        ? statementsOf(accessRules(name, userOf("iam", rules)), kafka.iamResources)
        : [],
    workloads: (kafka, environment, of): Workload[] => {
      const authentication = authenticationOf(kafka);
      return authentication === undefined || authentication === "iam"
        ? []
        : [workloadOf(applyProcess(kafka, jobOf(environment, of)))];
    },
  };
}

/** The labels differ from those of the user's pods, because selectors find the pods by their labels. */
function jobOf({ name }: Pick<EnvironmentInfo, "name">, of: OwnUser) {
  return {
    name: `${of}-user`,
    title: `${of} user Job`,
    labels: { "app.kubernetes.io/name": `${of}-user`, "app.kubernetes.io/part-of": name },
  };
}
