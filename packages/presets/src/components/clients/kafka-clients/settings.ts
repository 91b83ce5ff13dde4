import type { FilesPart } from "@streamform/core";
import type { Kafka, Listener } from "../../../kafka/kafka.js";
import type { SchemaRegistry } from "../../../kafka/schema-registry.js";
import { clientVersions } from "../../../versions/client-libraries.js";

/** What a client's template has to know of its listener: the name, a flag of that name for `{{#if}}`, and whether it has to be told of a CA. */
export function listenerData({ name, protocol, mechanism, trust }: Listener) {
  const is = (other: Listener["name"]) => name === other;
  return {
    listener: name,
    plaintext: is("plaintext"),
    tls: is("tls"),
    mtls: is("mtls"),
    password: is("scram") || is("plain"),
    iam: is("iam"),
    plain: is("plain"),
    sha256: mechanism === "SCRAM-SHA-256",
    protocol,
    mechanism,
    loginModule: is("plain") ? "plain.PlainLoginModule" : "scram.ScramLoginModule",
    privateCa: trust !== undefined,
  };
}

/** How brokers call the zone that they are in, which a client has to call alike: MSK by its id, in Kubernetes by the name that nodes are labelled with. */
export function kafkaData({ clusterName, zones }: Kafka) {
  return clusterName === undefined
    ? { inKubernetes: false, zoneHas: "id", zoneWith: "Id", zoneExample: "euc1-az1" }
    : { inKubernetes: true, zoneHas: "name", zoneWith: "Name", zoneExample: zones[0] ?? "" };
}

/** Properties files for Kafka's tools and Java clients, by name: one for each listener, and what producers, consumers and serializers add to it. */
export function propertiesFiles(
  kafka: Kafka,
  schemaRegistry: SchemaRegistry | undefined,
  group: string,
  render: FilesPart["render"],
): Readonly<Record<string, string>> {
  const template = (name: string) => new URL(`./templates/properties/${name}.properties.hbs`, import.meta.url);
  const data = kafkaData(kafka);
  const clients = kafka.listeners.map((listener) => [
    `client-${listener.name}.properties`,
    render(template("client"), { ...data, ...listenerData(listener), versions: clientVersions }),
  ]);
  return {
    ...Object.fromEntries(clients),
    "consumer.properties": render(template("consumer"), { ...data, group }),
    "producer.properties": render(template("producer"), {}),
    ...(schemaRegistry && { "schema-registry.properties": `schema.registry.url=${schemaRegistry.url}\n` }),
  };
}
