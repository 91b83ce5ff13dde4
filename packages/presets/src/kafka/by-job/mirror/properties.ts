import { connectorConfigs, patternsOf, workerConfig } from "../../../components/clients/mirror/connectors.js";
import { iamSettings, serversVariable } from "../../login.js";
import type { End, MirrorFlow } from "../../../components/clients/mirror/flow.js";

/** How `${files:…}` is read: by the workers, and by the clients of each cluster, since workers of Kafka 3.6 leave it to them. */
const files = [
  ["config.providers", "files"],
  ["config.providers.files.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider"],
] as const;

/** The same beside the brokers' addresses, where the process learns them from its environment. */
const filesAndEnvironment = [
  ["config.providers", "files,environment"],
  files[1],
  ["config.providers.environment.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider"],
  ["config.providers.environment.param.allowlist.pattern", serversVariable],
] as const;

/** Folder that the Secrets of an end are mounted below. */
export function folderOf(role: "source" | "target", what: "trust" | "certificate" | "password"): string {
  return `/etc/streamform/${role}/${what}`;
}

/**
 * The properties file of connect-mirror-maker.sh, which runs the same connectors as Strimzi does. Credentials are read from files where they are
 * used: not even the topic that keeps the connectors' configuration holds them.
 *
 * Source: Apache Kafka documentation, "Geo-Replication" and "Using DirectoryConfigProvider"; MirrorMakerConfig.
 */
export function propertiesOf(flow: MirrorFlow): string {
  const { source, target, settings, group, internalTopics } = flow;
  const { source: sourceConfig, checkpoint } = connectorConfigs(flow);
  const patterns = patternsOf(flow);
  const way = `${source.alias}->${target.alias}`;
  const back = `${target.alias}->${source.alias}`;
  const providers = source.deferredServers || target.deferredServers ? filesAndEnvironment : files;
  const entries: readonly (readonly [string, string | number | boolean])[] = [
    ["clusters", `${source.alias},${target.alias}`],
    ...providers,
    ...endOf("source", source, providers),
    ...endOf("target", target, providers),
    [`${target.alias}.group.id`, group],
    ["config.storage.topic", internalTopics.config],
    ["offset.storage.topic", internalTopics.offset],
    ["status.storage.topic", internalTopics.status],
    ...Object.entries(workerConfig),
    [`${way}.enabled`, true],
    // Strimzi has none either; Kafka 3.6 creates their topic nevertheless.
    [`${way}.emit.heartbeats.enabled`, false],
    [`${way}.heartbeats.topic.replication.factor`, workerConfig["config.storage.replication.factor"]],
    [`${way}.tasks.max`, settings.tasks],
    [`${way}.topics`, patterns.topics],
    [`${way}.topics.exclude`, patterns.topicsExclude],
    [`${way}.groups`, patterns.groups],
    [`${way}.groups.exclude`, patterns.groupsExclude],
    ...Object.entries({ ...sourceConfig, ...checkpoint }).map(([key, value]) => [`${way}.${key}`, value] as const),
    [`${back}.enabled`, false],
    [`${back}.emit.heartbeats.enabled`, false],
  ];
  return entries.map(([key, value]) => `${key}=${escaped(String(value))}\n`).join("");
}

/** A value as java.util.Properties reads it. */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\");
}

function endOf(
  role: "source" | "target",
  end: End,
  providers: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  const { alias, bootstrapServers, tls, trust, certificate, scram, iam } = end;
  const at = (what: "certificate" | "password", key: string) => `\${files:${folderOf(role, what)}:${key}}`;
  const jaas = "org.apache.kafka.common.security.scram.ScramLoginModule required";
  const settings: (readonly [string, string])[] = [
    ["bootstrap.servers", bootstrapServers],
    ...providers,
    ["security.protocol", `${scram || iam ? "SASL_" : ""}${tls ? "SSL" : "PLAINTEXT"}`],
    ...(tls && trust
      ? ([
          ["ssl.truststore.type", "PEM"],
          ["ssl.truststore.location", `${folderOf(role, "trust")}/${trust.key}`],
        ] as const)
      : []),
    ...(certificate
      ? ([
          ["ssl.keystore.type", "PEM"],
          ["ssl.keystore.certificate.chain", at("certificate", certificate.certificate)],
          ["ssl.keystore.key", at("certificate", certificate.privateKey)],
        ] as const)
      : []),
    ...(scram
      ? ([
          ["sasl.mechanism", scram.mechanism],
          [
            "sasl.jaas.config",
            `${jaas} username="${scram.username}" password="${at("password", scram.password.key)}";`,
          ],
        ] as const)
      : []),
    ...(iam ? Object.entries(iamSettings) : []),
  ];
  return settings.map(([key, value]) => [`${alias}.${key}`, value] as const);
}
