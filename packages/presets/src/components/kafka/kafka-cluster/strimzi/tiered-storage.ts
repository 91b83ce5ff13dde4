import { imageMount, imageVolume } from "../../../../process/kubernetes/stateful-set.js";
import { sizeQuantity } from "../../../../kubernetes/quantity.js";
import { replicationOf } from "../configuration.js";
import type { KubernetesCluster } from "../part.js";
import { metadataTopicSettings, storageManager, storageManagerSettings } from "../tiered-storage/settings.js";
import { cacheFolder, pluginImages } from "../tiered-storage/volumes.js";

/**
 * Tiered storage in the Kafka resource; nothing without it. Strimzi says the rest to the brokers: that it is on, and how they reach the topic
 * of its metadata (KafkaBrokerConfigurationBuilder, withTieredStorage).
 */
export function tieredStorage({ spec, exports: { tieredStorage: target } }: KubernetesCluster) {
  if (target === undefined) return { kafka: {}, config: {}, template: {} };
  return {
    kafka: {
      tieredStorage: {
        type: "custom",
        remoteStorageManager: {
          className: storageManager,
          classPath: target.classPath,
          config: storageManagerSettings(target),
        },
      },
    },
    config: metadataTopicSettings(replicationOf(spec)),
    template:
      target.roleArn === undefined
        ? {}
        : { serviceAccount: { metadata: { annotations: { "eks.amazonaws.com/role-arn": target.roleArn } } } },
  };
}

/** The volumes of brokers, in the template of their pool; nothing without tiered storage, and nothing for controllers. */
export function tieredStorageTemplate({ exports }: KubernetesCluster, pool: "broker" | "controller") {
  if (pool === "controller" || exports.tieredStorage === undefined) return { pod: {}, container: {} };
  const cache = cacheFolder(exports.tieredStorage);
  const images = pluginImages(exports.tieredStorage);
  return {
    pod: {
      volumes: [
        ...cache.map(({ name, scratch }) => ({ name, emptyDir: { sizeLimit: sizeQuantity(scratch) } })),
        ...images.map(imageVolume),
      ],
    },
    container: {
      volumeMounts: [...cache.map(({ name, path }) => ({ name, mountPath: path })), ...images.map(imageMount)],
    },
  };
}
