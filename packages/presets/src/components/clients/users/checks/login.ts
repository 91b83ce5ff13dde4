import { defineCheck } from "@streamform/core";
import { passwordSecret, withMadePassword } from "../../../../kafka/by-job/users/passwords.js";
import type { usersSpec } from "../spec.js";
import { ownerOfSecret } from "../taken-secrets.js";
import type { uses } from "../uses.js";

type Spec = typeof usersSpec;
type Uses = typeof uses;

const takenName = defineCheck<Spec, Uses>({
  code: "SF2924",
  title: "A user with the name of something else's Secret",
  severity: "error",
  because:
    "A user's credentials stand in a Secret of its name. That name is taken: one would overwrite the other, or the user would be the administrator.",
  instead: "Give the user another name, one that does not begin with the cluster's and a hyphen.",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.keys(spec).flatMap((name) => {
      const owner = ownerOfSecret(name, spec, kafka);
      return owner === undefined ? [] : [at([name], `the Secret ${name} belongs to ${owner}`)];
    }),
});

const noListener = defineCheck<Spec, Uses>({
  code: "SF2926",
  title: "A user whom no listener takes",
  severity: "error",
  because: "It proves who it is in a way that the brokers do not ask for: it cannot connect.",
  instead: "Let the user log in as a listener asks, or open one on the brokers.",
  run: ({ spec, uses: { kafka }, at }) => {
    const open = kafka.listeners.map(({ name }) => name);
    return Object.entries(spec).flatMap(([name, { authentication }]) =>
      open.includes(authentication === "tls" ? "mtls" : "scram")
        ? []
        : [at([name, "authentication"], `${name} logs in by ${authentication}; the brokers open ${open.join(", ")}`)],
    );
  },
});

const noIssuer = defineCheck<Spec, Uses>({
  code: "SF2927",
  title: "A certificate that nobody signs",
  severity: "error",
  because: "Without Strimzi, cert-manager makes the users' certificates, and no issuer is known.",
  instead: "Add `certificates`, or let the user log in by scram-sha-512.",
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
  because: "Nothing would read the password.",
  instead: "Remove it, or let the user log in by scram-sha-512.",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([name, { authentication, password }]) =>
      authentication === "tls" && password !== undefined
        ? [at([name, "password"], `${name} logs in by certificate`)]
        : [],
    ),
});

const nobodyIsAsked = defineCheck<Spec, Uses>({
  code: "SF2931",
  title: "Users beside a listener that asks nobody",
  severity: "warning",
  because:
    "Whoever connects there is nobody in particular. Where brokers allow what no rule forbids, it may do everything; where they do not, nobody can use the listener.",
  instead: "Close the listeners plaintext and tls, or leave the users out.",
  source: "Apache Kafka documentation, allow.everyone.if.no.acl.found",
  run: ({ uses: { kafka }, at }) =>
    kafka.listeners.flatMap(({ name }) =>
      name === "plaintext" || name === "tls" ? [at([], `the brokers open the listener ${name}`)] : [],
    ),
});

const noAdministrator = defineCheck<Spec, Uses>({
  code: "SF2932",
  title: "Users on a cluster without an administrator for them",
  severity: "error",
  because: "The Job that makes users logs in with an administrator's certificate, and this cluster has none.",
  instead: "Remove `users`; on Amazon MSK, `secrets` and IAM policies say who may do what.",
  run: ({ uses: { kafka }, at }) =>
    kafka.users.hasAdministrator(kafka) ? [] : [at([], "no listener takes an administrator's certificate")],
});

const unreadablePasswords = defineCheck<Spec, Uses>({
  code: "SF2933",
  title: "Passwords that External Secrets may not read",
  severity: "error",
  because: "The users' Secrets are never filled, their Job waits for them, and no user is made.",
  instead: "Add the environment's name with /* to `externalSecrets.secretNames`.",
  run: ({ spec, uses: { kafka, externalSecrets }, environment, atRoot }) => {
    const names = externalSecrets?.secretNames;
    if (kafka.users.makesCredentials || names === undefined) return [];
    const readable = (secret: string) =>
      names.some((name) => name === secret || (name.endsWith("/*") && secret.startsWith(name.slice(0, -1))));
    const missing = withMadePassword(spec)
      .map((user) => passwordSecret(environment.name, user))
      .find((secret) => !readable(secret));
    return missing === undefined ? [] : [atRoot("externalSecrets.secretNames", `${missing} is not among them`)];
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
