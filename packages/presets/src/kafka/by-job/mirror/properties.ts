import { isDeferred } from "@streamform/core";
import { connectorConfigs, patternsOf, workerConfig } from "../../../components/clients/mirror/connectors.js";
import { clientLogin, providersOf, serversOf, serversVariable } from "../../login.js";
import { propertiesOf as propertiesFile } from "../../properties.js";
import type { End, MirrorFlow } from "../../../components/clients/mirror/flow.js";

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
  const isLater = [source, target].some(({ listener }) => isDeferred(listener.bootstrapServers));
  // Workers of Kafka 3.6 leave it to the clients of each cluster to read `${files:…}`.
  const providers = providersOf(isLater ? [serversVariable] : []);
  const entries: readonly (readonly [string, string | number | boolean])[] = [
    ["clusters", `${source.alias},${target.alias}`],
    ...Object.entries(providers),
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
  return propertiesFile(Object.fromEntries(entries));
}

function endOf(
  end: "source" | "target",
  { alias, listener, credentials }: End,
  providers: Readonly<Record<string, string>>,
): (readonly [string, string])[] {
  const { settings } = clientLogin(listener, credentials, end);
  return Object.entries({ "bootstrap.servers": serversOf(listener), ...providers, ...settings }).map(
    ([key, value]) => [`${alias}.${key}`, value] as const,
  );
}
