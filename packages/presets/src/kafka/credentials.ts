import type { ClientCertificate } from "./facts.js";

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

/** The listener that takes a login; undefined where none does. */
export function listenerFor<L extends { readonly name: string }>(
  { listeners }: { readonly listeners: readonly L[] },
  { authentication }: Pick<UserCredentials, "authentication">,
): L | undefined {
  const wanted = { "scram-sha-512": "scram", tls: "mtls", iam: "iam" }[authentication];
  return listeners.find(({ name }) => name === wanted);
}
