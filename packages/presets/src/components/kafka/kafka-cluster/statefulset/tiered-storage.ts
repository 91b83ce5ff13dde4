import type { Value } from "../../../../kafka/configuration/value.js";
import { replicationOf } from "../configuration.js";
import type { KubernetesCluster } from "../part.js";
import { metadataTopicSettings, storageManager, storageManagerSettings } from "../tiered-storage/settings.js";
import { replication } from "./listeners.js";

type Settings = Readonly<Record<string, Value>>;

/** That tiered storage is on: controllers, too, ask for it when a topic is to be tiered. Nothing without it. */
export function tieringEnabled({ exports }: Pick<KubernetesCluster, "exports">): Settings {
  return exports.tieredStorage === undefined ? {} : { "remote.log.storage.system.enable": true };
}

/**
 * Brokers' settings of tiered storage; nothing without it. The topic of its metadata is reached by the listener between brokers, as its
 * client each broker is the super user that it is anyway.
 *
 * @param clientSettings TLS of such a client, under Kafka's keys with this prefix
 * @param address of the broker itself, to start from
 */
export function tieringProperties(
  { spec, exports }: Pick<KubernetesCluster, "spec" | "exports">,
  clientSettings: (prefix: string) => Settings,
  address: string,
): Settings {
  const target = exports.tieredStorage;
  if (target === undefined) return {};
  const client = "rlmm.config.remote.log.metadata.common.client.";
  return {
    ...tieringEnabled({ exports }),
    "remote.log.metadata.manager.listener.name": replication.name,
    ...metadataTopicSettings(replicationOf(spec)),
    [`${client}bootstrap.servers`]: address,
    [`${client}security.protocol`]: replication.protocol,
    ...clientSettings(client),
    "remote.log.storage.manager.class.name": storageManager,
    "remote.log.storage.manager.class.path": target.classPath,
    ...Object.fromEntries(
      Object.entries(storageManagerSettings(target)).map(([key, value]) => [`rsm.config.${key}`, value]),
    ),
  };
}
