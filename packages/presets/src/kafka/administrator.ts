import { type SecretReference, type Text, text } from "@streamform/core";
import { administratorsWay } from "./certificate-client.js";
import type { KafkaFacts, Listener } from "./facts.js";
import type { Credentials } from "./login.js";

/** Somebody who may make topics and users: where it logs in, and with what. */
export interface Administrator {
  readonly listener: Listener;
  readonly credentials: Credentials;
  /** What stands in the Secret that `credentials` names, where it has to be filled. */
  readonly secret?: { readonly name: string; readonly data: Readonly<Record<string, Text>> };
}

const jaasConfig = "sasl.jaas.config";

/**
 * The administrator of a Kafka, by what it can be known by: a super user's certificate; AWS credentials, which no ACL concerns; a password. Undefined
 * where there is none.
 *
 * @param secret name for the Secret with the administrator's password
 */
export function administratorOf(kafka: KafkaFacts, secret: string): Administrator | undefined {
  const way = administratorsWay(kafka);
  if (way) return { listener: way.listener, credentials: { authentication: "tls", certificate: way.certificate } };
  const iam = kafka.listeners.find(({ name }) => name === "iam");
  if (iam && kafka.iamResources) return { listener: iam, credentials: { authentication: "iam" } };
  const listener = kafka.listeners.find(({ name }) => name === "scram" || name === "plain");
  if (!listener || !kafka.admin) return undefined;
  return {
    listener,
    credentials: { authentication: authenticationOf(listener), secret, password: "password", jaasConfig },
    secret: { name: secret, data: { [jaasConfig]: jaasOf(listener, kafka.admin) } },
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
