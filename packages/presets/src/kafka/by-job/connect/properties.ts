import { isDeferred } from "@streamform/core";
import { clientSettings, providersOf, serversVariable, type UserLogin } from "../../login.js";
import { propertiesOf as propertiesFile } from "../../properties.js";
import { restPort } from "../../../components/clients/kafka-connect/names.js";
import type { KafkaConnectSpec } from "../../../components/clients/kafka-connect/spec.js";
import { workerSettings } from "../../../components/clients/kafka-connect/worker.js";

/** Folder of connectors' classes in the image. Source: Strimzi's Dockerfile of the Kafka image and KafkaConnectConfigurationBuilder. */
export const pluginPath = "/opt/kafka/plugins";

/** Variable by which a pod knows its own address. */
export const addressVariable = "POD_IP";

/**
 * The properties file of connect-distributed.sh. Workers hand on to the clients of connectors what begins with producer, consumer or admin.
 *
 * Source: Apache Kafka documentation, "Kafka Connect Configs" and "Running Kafka Connect".
 */
export function propertiesOf(spec: KafkaConnectSpec, login: UserLogin): string {
  const { groupId, storage } = spec;
  const client = clientSettings(login);
  const { "bootstrap.servers": bootstrapServers = "", ...security } = client;
  const entries: readonly (readonly [string, string | number | boolean])[] = [
    ["bootstrap.servers", bootstrapServers],
    ["group.id", groupId],
    ["config.storage.topic", storage.configs],
    ["offset.storage.topic", storage.offsets],
    ["status.storage.topic", storage.status],
    ...Object.entries({
      ...workerSettings(spec),
      ...providersOf([addressVariable, ...(isDeferred(login.listener.bootstrapServers) ? [serversVariable] : [])]),
    }),
    ["plugin.path", pluginPath],
    ["listeners", `http://0.0.0.0:${restPort}`],
    // Workers send each other requests that another one has to answer.
    ["rest.advertised.host.name", `\${environment:${addressVariable}}`],
    ["rest.advertised.port", restPort],
    ...["", "producer.", "consumer.", "admin."].flatMap((prefix) =>
      Object.entries(security).map(([key, value]) => [`${prefix}${key}`, value] as const),
    ),
  ];
  return propertiesFile(Object.fromEntries(entries));
}
