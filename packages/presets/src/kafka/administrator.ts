import { type SecretReference, type Text, text } from "@streamform/core";
import type { ClientCertificate, KafkaFacts, Listener } from "./facts.js";
import type { Credentials } from "./login.js";

/** Somebody who may make topics and users: where it logs in, and with what. */
export interface Administrator {
  readonly listener: Listener;
  readonly credentials: Credentials;
  /** Content of the Secret in `credentials`, if it must be filled. */
  readonly secret?: { readonly name: string; readonly data: Readonly<Record<string, Text>> };
}

const jaasConfig = "sasl.jaas.config";

/** The listener for the administrator's certificate, with the certificate, if there are both. */
export function certificateLogin<L extends Pick<Listener, "name">>(kafka: {
  readonly listeners: readonly [L, ...L[]];
  readonly adminCertificate?: KafkaFacts["adminCertificate"];
}): { readonly listener: L; readonly certificate: ClientCertificate } | undefined {
  const listener = kafka.listeners.find(({ name }) => name === "mtls");
  const certificate = kafka.adminCertificate;
  return listener && certificate ? { listener, certificate } : undefined;
}

/**
 * The administrator of a Kafka, by its login: a super user's certificate; AWS credentials, which are subject to no ACL; a password. Undefined
 * if there is none.
 *
 * @param secret name for the Secret with the administrator's password
 */
export function administratorOf(kafka: KafkaFacts, secret: string): Administrator | undefined {
  const { listeners } = kafka;
  const listener =
    certificateLogin(kafka)?.listener ??
    (kafka.iamResources && listeners.find(({ name }) => name === "iam")) ??
    (kafka.admin && listeners.find(({ name }) => name === "scram" || name === "plain"));
  return listener && administratorAt(kafka, listener, secret);
}

/**
 * The administrator at a listener. It has no credentials where the listener asks for none, or where the Kafka names none.
 *
 * @param secret name for the Secret with the administrator's password
 */
export function administratorAt(
  { adminCertificate, admin }: Pick<KafkaFacts, "adminCertificate" | "admin">,
  listener: Listener,
  secret: string,
): Administrator {
  if (listener.name === "iam") return { listener, credentials: { authentication: "iam" } };
  if (listener.name === "mtls" && adminCertificate)
    return { listener, credentials: { authentication: "tls", certificate: adminCertificate } };
  if (listener.mechanism === undefined || !admin) return { listener, credentials: { authentication: "none" } };
  return {
    listener,
    credentials: { authentication: authenticationOf(listener), secret, password: "password", jaasConfig },
    secret: { name: secret, data: { [jaasConfig]: jaasOf(listener, admin) } },
  };
}

function authenticationOf({ mechanism }: Listener): "plain" | "scram-sha-256" | "scram-sha-512" {
  if (mechanism === "PLAIN") return "plain";
  return mechanism === "SCRAM-SHA-256" ? "scram-sha-256" : "scram-sha-512";
}

function jaasOf({ mechanism }: Listener, { secretsManager }: SecretReference): Text {
  const module = mechanism === "PLAIN" ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
  return text`org.apache.kafka.common.security.${module} required username="${{ secretsManager, key: "username" }}" password="${{ secretsManager, key: "password" }}";`;
}
