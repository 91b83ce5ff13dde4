import type { ClientCertificate, Listener } from "./facts.js";

/** What a pod of the environment's namespace logs in with as a user: a Secret of the user's name, alike with every Kafka, or an IAM role. */
export type UserCredentials =
  | {
      readonly authentication: "scram-sha-512";
      readonly secret: string;
      /** Keys of the Secret: the password, and a whole `sasl.jaas.config` with name and password. */
      readonly password: "password";
      readonly jaasConfig: "sasl.jaas.config";
    }
  | { readonly authentication: "tls"; readonly certificate: ClientCertificate }
  | { readonly authentication: "iam"; readonly roleArn: string };

/** Whether a listener takes the passwords of users: they are made for SCRAM-SHA-512. */
export function takesPasswords({ name, mechanism }: Pick<Listener, "name" | "mechanism">): boolean {
  return name === "scram" && mechanism !== "SCRAM-SHA-256";
}

/** The listener that accepts a login; undefined if none does. */
export function listenerFor<L extends Pick<Listener, "name" | "mechanism">>(
  { listeners }: { readonly listeners: readonly L[] },
  { authentication }: Pick<UserCredentials, "authentication">,
): L | undefined {
  if (authentication === "scram-sha-512") return listeners.find(takesPasswords);
  const wanted = { tls: "mtls", iam: "iam" }[authentication];
  return listeners.find(({ name }) => name === wanted);
}
