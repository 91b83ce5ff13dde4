import type { Listener } from "../../../kafka/kafka.js";

/** Lets a properties file refer to environment variables, so that no file holds a secret. */
const fromEnvironment = [
  "config.providers=env",
  "config.providers.env.class=org.apache.kafka.common.config.provider.EnvVarConfigProvider",
  "config.providers.env.param.allowlist.pattern=KAFKA_.*",
];

const ways: Readonly<Record<Listener["name"], readonly string[]>> = {
  plaintext: ["security.protocol=PLAINTEXT"],
  tls: ["security.protocol=SSL"],
  mtls: [
    ...fromEnvironment,
    "security.protocol=SSL",
    "ssl.keystore.type=PEM",
    "ssl.keystore.location=${env:KAFKA_KEYSTORE_LOCATION}",
  ],
  scram: [
    ...fromEnvironment,
    "security.protocol=SASL_SSL",
    "sasl.mechanism=SCRAM-SHA-512",
    'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="${env:KAFKA_USERNAME}" password="${env:KAFKA_PASSWORD}";',
  ],
  plain: ["security.protocol=SASL_SSL", "sasl.mechanism=PLAIN"],
  iam: [
    "security.protocol=SASL_SSL",
    "sasl.mechanism=AWS_MSK_IAM",
    "sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;",
    "sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler",
  ],
};

/** Client properties of the Kafka tools for a listener. The brokers' certificates chain to roots in Java's default trust store. */
export function clientProperties({ name }: Pick<Listener, "name">): string {
  return `${ways[name].join("\n")}\n`;
}
