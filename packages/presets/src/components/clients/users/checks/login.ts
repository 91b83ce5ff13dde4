import { defineCheck } from "@streamform/core";
import { passwordSecret, withMadePassword } from "../../../../kafka/by-job/users/passwords.js";
import type { usersSpec } from "../spec.js";
import { ownerOfSecret } from "../taken-secrets.js";
import type { uses } from "../uses.js";

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
      const owner = ownerOfSecret(name, spec, kafka);
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
    const open = kafka.listeners.map(({ name }) => name);
    return Object.entries(spec).flatMap(([name, { authentication }]) =>
      open.includes(authentication === "tls" ? "mtls" : "scram")
        ? []
        : [
            at(
              [name, "authentication"],
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
      : Object.entries(spec).flatMap(([name, { authentication }]) =>
          authentication === "tls" ? [at([name, "authentication"], `${name} logs in by certificate`)] : [],
        ),
});

const passwordWithoutUse = defineCheck<Spec, Uses>({
  code: "SF2928",
  title: "A password for a user that has a certificate",
  severity: "error",
  because: "Nothing reads the password.",
  instead: "Remove the password, or let the user log in with scram-sha-512.",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([name, { authentication, password }]) =>
      authentication === "tls" && password !== undefined
        ? [at([name, "password"], `${name} logs in by certificate`)]
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
  because: "The users' Job logs in with an administrator's certificate, but this cluster has none.",
  instead: "Remove `users`; on Amazon MSK, `secrets` and IAM policies say who may do what.",
  run: ({ uses: { kafka }, at }) =>
    kafka.users.hasAdministrator(kafka) ? [] : [at([], "no listener accepts an administrator's certificate")],
});

const unreadablePasswords = defineCheck<Spec, Uses>({
  code: "SF2933",
  title: "Passwords that External Secrets may not read",
  severity: "error",
  because: "External Secrets never fills the users' Secrets. The users' Job waits for them and creates no user.",
  instead: "Add the environment's name with /* to `externalSecrets.secretNames`.",
  run: ({ spec, uses: { kafka, externalSecrets }, environment, atRoot }) => {
    const names = externalSecrets?.secretNames;
    if (kafka.users.makesCredentials || names === undefined) return [];
    const readable = (secret: string) =>
      names.some((name) => name === secret || (name.endsWith("/*") && secret.startsWith(name.slice(0, -1))));
    const missing = withMadePassword(spec)
      .map((user) => passwordSecret(environment.name, user))
      .find((secret) => !readable(secret));
    return missing === undefined
      ? []
      : [atRoot("externalSecrets.secretNames", `External Secrets may not read ${missing}`)];
  },
});

export const loginChecks = [
  takenName,
  noListener,
  noIssuer,
  passwordWithoutUse,
  nobodyIsAsked,
  noAdministrator,
  unreadablePasswords,
];
