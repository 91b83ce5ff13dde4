import type { FilesPart } from "@streamform/core";
import type { Listener } from "../../kafka/kafka.js";
import { clientVersions } from "../../versions/client-libraries.js";

/** What a client's template has to know of its listener: the name, and a flag of that name for `{{#if}}`. */
export function listenerData({ name }: Listener) {
  const is = (other: Listener["name"]) => name === other;
  return {
    listener: name,
    plaintext: is("plaintext"),
    tls: is("tls"),
    mtls: is("mtls"),
    scram: is("scram"),
    iam: is("iam"),
  };
}

/** Properties files for Kafka's tools and Java clients, by name: one for each listener, and what producers and consumers add to it. */
export function propertiesFiles(
  listeners: readonly Listener[],
  group: string,
  render: FilesPart["render"],
): Readonly<Record<string, string>> {
  const template = (name: string) => new URL(`./templates/properties/${name}.properties.hbs`, import.meta.url);
  const clients = listeners.map((listener) => [
    `client-${listener.name}.properties`,
    render(template("client"), { ...listenerData(listener), versions: clientVersions }),
  ]);
  return {
    ...Object.fromEntries(clients),
    "consumer.properties": render(template("consumer"), { group }),
    "producer.properties": render(template("producer"), {}),
  };
}
