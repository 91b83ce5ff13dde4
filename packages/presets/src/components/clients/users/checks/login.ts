import { defineCheck } from "@streamform/core";
import { withoutAction } from "../../../../kafka/iam/statements.js";
import { appliedUsers } from "../../../../kafka/by-job/users/applied.js";
import { listenerFor } from "../../../../kafka/credentials.js";
import type { usersSpec } from "../spec.js";
import { ownerOfSecret } from "../taken-secrets.js";
import type { uses } from "../uses.js";
import { withLogins } from "../with-logins.js";

type Spec = typeof usersSpec;
type Uses = typeof uses;

const takenName = defineCheck<Spec, Uses>({
  code: "SF2924",
  title: "A user whose Secret name is in use",
  severity: "error",
  because:
    "A user's credentials are in a Secret of its name. Another Secret already has this name: one would overwrite the other, or the user would become the administrator.",
  instead: "Give the user another name that does not begin with the cluster's name and a hyphen.",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.keys(spec).flatMap((name) => {
      const owner = ownerOfSecret(name, withLogins(spec, kafka), kafka);
      return owner === undefined ? [] : [at([name], `the Secret ${name} belongs to ${owner}`)];
    }),
});

const noListener = defineCheck<Spec, Uses>({
  code: "SF2926",
  title: "A user that no listener accepts",
  severity: "error",
  because: "No listener accepts the user's kind of authentication, so the user cannot connect.",
  instead: "Give the user an authentication that a listener accepts, or open such a listener on the brokers.",
  run: ({ spec, uses: { kafka }, at }) => {
    const open = kafka.listeners.map(({ name, mechanism }) =>
      mechanism === "SCRAM-SHA-256" ? `${name} with ${mechanism}` : name,
    );
    return Object.entries(withLogins(spec, kafka)).flatMap(([name, { authentication }]) =>
      listenerFor(kafka, { authentication })
        ? []
        : [
            at(
              spec[name]?.authentication === undefined ? [name] : [name, "authentication"],
              `${name} logs in with ${authentication}, but the brokers open ${open.join(", ")}`,
            ),
          ],
    );
  },
});

const noIssuer = defineCheck<Spec, Uses>({
  code: "SF2927",
  title: "A user certificate without an issuer",
  severity: "error",
  because: "Without Strimzi, cert-manager creates the users' certificates, but the environment has no issuer.",
  instead: "Add `certificates`, or let the user log in with scram-sha-512.",
  run: ({ spec, uses: { kafka, certificates }, at }) =>
    kafka.users.makesCredentials || certificates !== undefined
      ? []
      : Object.entries(withLogins(spec, kafka)).flatMap(([name, { authentication }]) =>
          authentication === "tls" ? [at([name, "authentication"], `${name} logs in by certificate`)] : [],
        ),
});

const passwordWithoutUse = defineCheck<Spec, Uses>({
  code: "SF2928",
  title: "A password for a user that does not log in by password",
  severity: "error",
  because: "Nothing reads the password.",
  instead: "Remove the password, or let the user log in with scram-sha-512.",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(withLogins(spec, kafka)).flatMap(([name, { authentication, password }]) =>
      authentication !== "scram-sha-512" && password !== undefined
        ? [at([name, "password"], `${name} logs in by ${authentication === "tls" ? "certificate" : "an IAM role"}`)]
        : [],
    ),
});

const nobodyIsAsked = defineCheck<Spec, Uses>({
  code: "SF2931",
  title: "Users beside a listener without authentication",
  severity: "warning",
  because:
    "Clients on this listener are anonymous. If the brokers allow everything without a rule, such a client has all rights. If they do not, nobody can use the listener.",
  instead: "Close the listeners plaintext and tls, or leave the users out.",
  source: "Apache Kafka documentation, allow.everyone.if.no.acl.found",
  run: ({ uses: { kafka }, at }) =>
    kafka.listeners.flatMap(({ name }) =>
      name === "plaintext" || name === "tls" ? [at([], `the brokers open the listener ${name}`)] : [],
    ),
});

const noAdministrator = defineCheck<Spec, Uses>({
  code: "SF2932",
  title: "Users on a cluster without an administrator",
  severity: "error",
  because: "The Job that applies users logs in as an administrator, and this cluster has none.",
  instead:
    "Add a login for an administrator. On Amazon MSK: `msk.authentication.iam`, or `msk.authentication.scram` with its `admin`.",
  run: ({ spec, uses: { kafka }, at }) =>
    kafka.users.hasAdministrator(kafka) || Object.keys(appliedUsers(withLogins(spec, kafka))).length === 0
      ? []
      : [at([], "no listener accepts an administrator")],
});

const unreadablePasswords = defineCheck<Spec, Uses>({
  code: "SF2933",
  title: "Passwords that External Secrets may not read",
  severity: "error",
  because: "External Secrets never fills the users' Secrets. The users' Job waits for them and creates no user.",
  instead: "Add the environment's name with /* to `externalSecrets.secretNames`.",
  run: (part) => {
    const { kafka, externalSecrets } = part.uses;
    const names = externalSecrets?.secretNames;
    if (names === undefined) return [];
    const readable = (secret: string) =>
      names.some((name) => name === secret || (name.endsWith("/*") && secret.startsWith(name.slice(0, -1))));
    const missing = kafka.users.namedSecrets(part, withLogins(part.spec, kafka)).find((secret) => !readable(secret));
    return missing === undefined
      ? []
      : [part.atRoot("externalSecrets.secretNames", `External Secrets may not read ${missing}`)];
  },
});

const passwordRefused = defineCheck<Spec, Uses>({
  code: "SF2936",
  title: "A password that the brokers cannot read",
  severity: "error",
  because:
    "Amazon MSK reads a user's password only from a secret whose name begins with AmazonMSK_ and that a customer managed KMS key encrypts.",
  instead:
    "Remove `password`. Terraform then creates a random password, stores it in such a secret and associates the secret with the cluster.",
  source: "Amazon MSK developer guide, sign-in credentials authentication with AWS Secrets Manager",
  run: ({ spec, uses: { kafka }, at }) =>
    kafka.users.takesPasswords
      ? []
      : Object.entries(spec).flatMap(([name, { password }]) =>
          password === undefined ? [] : [at([name, "password"], `${name} brings ${password.secretsManager}`)],
        ),
});

const namespaceWithoutUse = defineCheck<Spec, Uses>({
  code: "SF2938",
  title: "A namespace that needs no copy of a user's credentials",
  severity: "error",
  because:
    "The environment's own namespace has the user's Secret. A user that logs in by iam has none: its pods get an IAM role.",
  instead: "Remove the namespace. For a user that logs in by iam, name the pods' service account in `serviceAccounts`.",
  run: ({ spec, environment, uses: { kafka }, at }) =>
    Object.entries(withLogins(spec, kafka)).flatMap(([name, { authentication, namespaces }]) =>
      namespaces.flatMap((namespace, index) => {
        const path = [name, "namespaces", index];
        if (authentication === "iam") return [at(path, `${name} logs in by iam, without a Secret`)];
        if (namespace !== environment.kubernetes.namespace) return [];
        return [at(path, `${namespace} is the environment's own namespace`)];
      }),
    ),
});

const beyondIam = defineCheck<Spec, Uses>({
  code: "SF2937",
  title: "A limit or a right that IAM does not have",
  severity: "error",
  because:
    "Only the policy of its IAM role limits a user with the login iam. IAM has no quotas, no hosts and no ClusterAction, so the limit would have no effect.",
  instead: "Remove the limit or right, or let the user log in with scram-sha-512 or tls.",
  source: "Amazon MSK developer guide, semantics of IAM authorization policy actions and resources",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(withLogins(spec, kafka)).flatMap(([name, user]) => {
      if (user.authentication !== "iam") return [];
      return [
        ...Object.keys(user.quotas).map((quota) => at([name, "quotas", quota], `${name} logs in by iam`)),
        ...user.acls.rules.flatMap((rule, index) => [
          ...(rule.host === "*" ? [] : [at([name, "acls", "rules", index, "host"], `${name} logs in by iam`)]),
          ...withoutAction(rule).map((operation) =>
            at([name, "acls", "rules", index, "operations"], `IAM has no ${operation} on the ${rule.resource}`),
          ),
        ]),
      ];
    }),
});

export const loginChecks = [
  namespaceWithoutUse,
  passwordRefused,
  beyondIam,
  takenName,
  noListener,
  noIssuer,
  passwordWithoutUse,
  nobodyIsAsked,
  noAdministrator,
  unreadablePasswords,
];
