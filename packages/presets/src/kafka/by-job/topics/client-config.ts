import { type SecretReference, type Text, text } from "@streamform/core";
import type { Listener } from "../../facts.js";

/**
 * Client properties of the Kafka tools for a listener. MSK's certificates chain to roots that every Java trusts.
 *
 * @param credentials secret with the keys `username` and `password`, for a listener that asks for a password
 */
export function clientConfig({ protocol, mechanism }: Listener, credentials: SecretReference | undefined): Text {
  const security = `security.protocol=${protocol}\n`;
  if (mechanism === "AWS_MSK_IAM") {
    return text`${security}sasl.mechanism=AWS_MSK_IAM
sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;
sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
`;
  }
  if (mechanism === undefined || credentials === undefined) return text`${security}`;
  const { secretsManager } = credentials;
  return text`${security}sasl.mechanism=${mechanism}
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${{ secretsManager, key: "username" }}" password="${{ secretsManager, key: "password" }}";
`;
}
