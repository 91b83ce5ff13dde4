import type { Kafka, Listener } from "../../kafka/kafka.js";
import { port } from "./names.js";
import type { SchemaRegistrySpec } from "./spec.js";

/** Where the Secrets of the brokers' CA and of the user are mounted. */
export const folders = { trust: "/etc/streamform/trust", user: "/etc/streamform/user" } as const;

/** Variables that the configuration reads. */
export const variables = { address: "POD_IP", bootstrapServers: "KAFKA_BOOTSTRAP_SERVERS" } as const;

/** The listener by which it logs in; undefined where none takes a password. */
export function listenerOf({ listeners }: Pick<Kafka, "listeners">): Listener | undefined {
  return listeners.find(({ name }) => name === "scram");
}

/** Consumer groups: in the one the pods elect who writes, in the other they read the topic. Both begin with the user's name, as its rights do. */
export function groupsOf({ user }: Pick<SchemaRegistrySpec, "user">) {
  return { election: user, reader: `${user}-reader` } as const;
}

/**
 * Configuration, which holds no secret: the password and the pod's address are read where they are used.
 *
 * Source: Confluent documentation, Schema Registry Configuration Options; confluentinc/schema-registry 8.3, SchemaRegistryConfig and KafkaStore, which
 * gives Kafka's clients what begins with `kafkastore.`; Apache Kafka documentation, "Configuration Providers".
 *
 * @param listener the one by which it logs in
 * @param jaasConfig key of the user's Secret that holds a whole `sasl.jaas.config`
 * @param replicationFactor copies of the topic that it tells of in its log where there are fewer
 */
export function propertiesOf(
  spec: SchemaRegistrySpec,
  { protocol, mechanism, trust }: Pick<Listener, "protocol" | "mechanism" | "trust">,
  jaasConfig: string,
  replicationFactor: number,
): string {
  const groups = groupsOf(spec);
  const provider = "org.apache.kafka.common.config.provider";
  const settings: readonly (readonly [string, string | number])[] = [
    ["listeners", `http://0.0.0.0:${port}`],
    ["host.name", `\${env:${variables.address}}`],
    ["inter.instance.protocol", "http"],
    ["config.providers", "env,files"],
    ["config.providers.env.class", `${provider}.EnvVarConfigProvider`],
    ["config.providers.files.class", `${provider}.DirectoryConfigProvider`],
    ["schema.registry.group.id", groups.election],
    ["schema.compatibility.level", spec.compatibility],
    ["kafkastore.topic", spec.topic],
    ["kafkastore.topic.replication.factor", replicationFactor],
    ["kafkastore.group.id", groups.reader],
    ["kafkastore.bootstrap.servers", `\${env:${variables.bootstrapServers}}`],
    ["kafkastore.security.protocol", protocol],
    ["kafkastore.sasl.mechanism", mechanism ?? ""],
    ["kafkastore.sasl.jaas.config", `\${files:${folders.user}:${jaasConfig}}`],
    ...(trust
      ? ([
          ["kafkastore.ssl.truststore.type", "PEM"],
          ["kafkastore.ssl.truststore.location", `${folders.trust}/${trust.key}`],
        ] as const)
      : []),
  ];
  return settings.map(([key, value]) => `${key}=${value}\n`).join("");
}
