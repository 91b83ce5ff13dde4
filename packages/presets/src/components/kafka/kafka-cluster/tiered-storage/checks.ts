import { defineCheck } from "@streamform/core";
import { retentionDefaults } from "../../../../kafka/topic-defaults.js";
import { unpinned, unpinnedImage } from "../../../../kubernetes/image.js";
import { kafkaLine } from "../../../../versions/kafka-line.js";
import type { ClusterExports } from "../exports.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** First line of Kafka whose tiered storage is for production. */
const productionReady = [3, 9] as const;

const earlyAccess = defineCheck<Spec, Uses>({
  code: "SF2832",
  title: "Tiered storage that is early access",
  severity: "warning",
  because:
    "Up to Kafka 3.8 tiered storage is early access, which Apache does not recommend for production. A tiered topic stays tiered until it is deleted.",
  instead: "Use Kafka 3.9 or newer, or say under `ignore` that the data may be lost.",
  source: "Apache Kafka, tiered storage early access and GA release notes; KIP-405, KIP-950",
  run: ({ spec: { tieredStorage, kafkaVersion }, at }) => {
    if (tieredStorage === undefined) return [];
    const [major, minor] = kafkaLine(kafkaVersion);
    return major > productionReady[0] || (major === productionReady[0] && minor >= productionReady[1])
      ? []
      : [at("kafkaVersion", `tiered storage of Kafka ${kafkaVersion} is early access`)];
  },
});

const withoutRole = defineCheck<Spec, Uses>({
  code: "SF2833",
  title: "Tiered storage without permissions in AWS",
  severity: "error",
  because: "The brokers have no AWS credentials: S3 refuses every segment, and the volumes fill up.",
  instead: "Name the EKS cluster in `kubernetes.eksCluster`, or an existing role in `tieredStorage.roleArn`.",
  source: "Amazon EKS User Guide, EKS Pod Identities",
  run: ({ spec: { tieredStorage }, environment, at }) =>
    tieredStorage !== undefined &&
    tieredStorage.roleArn === undefined &&
    environment.kubernetes.eksCluster === undefined
      ? [at("tieredStorage", "the spec names neither an EKS cluster nor a role")]
      : [],
});

/** Broker configuration that follows from `tieredStorage`. */
const keys = [
  "remote.log.storage.system.enable",
  "remote.log.storage.manager.class.name",
  "remote.log.storage.manager.class.path",
  "remote.log.storage.manager.impl.prefix",
  "remote.log.metadata.manager.class.name",
  "remote.log.metadata.manager.class.path",
  "remote.log.metadata.manager.impl.prefix",
  "remote.log.metadata.manager.listener.name",
] as const;

const setByTieredStorage = defineCheck<Spec, Uses>({
  code: "SF2834",
  title: "Broker configuration that tiered storage sets itself",
  severity: "error",
  because:
    "These keys depend on each other and on the plugin's keys, which cannot be set here. A broker with only some of them does not start, or copies nothing.",
  instead: "Remove the key, and write `kafkaCluster.tieredStorage`.",
  source: "Apache Kafka documentation, tiered storage configs",
  run: ({ spec: { configuration }, at }) =>
    keys.flatMap((key) =>
      configuration[key] === undefined
        ? []
        : [at(["configuration", key], `${key} follows from \`kafkaCluster.tieredStorage\``)],
    ),
});

const localAboveAll = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2835",
  title: "Local retention above the total retention",
  severity: "error",
  because:
    "The brokers' volumes keep a part of the total. A broker with tiered storage does not start with such values.",
  instead: "Lower log.local.retention.ms or log.local.retention.bytes, or raise the total retention.",
  source: "Apache Kafka, LogConfig: validateBrokerLogConfigValues",
  run: ({ spec: { tieredStorage }, exports: { configuration }, at }) => {
    if (tieredStorage === undefined) return [];
    const { retention, retentionBytes, localRetention, localRetentionBytes } = retentionDefaults(configuration);
    return (
      [
        ["log.local.retention.ms", localRetention, retention],
        ["log.local.retention.bytes", localRetentionBytes, retentionBytes],
      ] as const
    ).flatMap(([key, local, whole]) =>
      local !== -2 && whole >= 0 && (local < 0 || local > whole)
        ? [at(["configuration", key], `${key} is ${local}, but the total retention is ${whole}`)]
        : [],
    );
  },
});

const settingsOfExistingBucket = defineCheck<Spec, Uses>({
  code: "SF2836",
  title: "Settings for an existing bucket of tiered segments",
  severity: "warning",
  because: "An existing bucket has its own key and protection. These settings have no effect.",
  instead: "Remove them, and set up the bucket itself.",
  run: ({ spec: { tieredStorage }, at }) =>
    tieredStorage?.bucket === undefined
      ? []
      : (["kmsKey", "deletionProtection"] as const).flatMap((field) =>
          tieredStorage[field] === undefined
            ? []
            : [at(["tieredStorage", field], `${field} has no effect on the existing bucket`)],
        ),
});

const unpinnedPlugin = defineCheck<Spec, Uses>({
  ...unpinnedImage,
  code: "SF2837",
  run: ({ spec: { tieredStorage }, at }) =>
    unpinned(tieredStorage?.plugin.image).map((reason) => at(["tieredStorage", "plugin", "image"], reason)),
});

const withoutPlugin = defineCheck<Spec, Uses>({
  code: "SF2838",
  title: "Tiered storage without its plugin in the brokers",
  severity: "error",
  because:
    "Neither Kafka nor Strimzi's image contains a storage manager. A broker that does not find the class does not start.",
  instead:
    "Set `kafkaCluster.image` to Strimzi's image with the plugin added, or set `tieredStorage.plugin.image` to an image of the plugin only.",
  source: "Apache Kafka documentation, tiered storage; Strimzi documentation, tiered storage",
  run: ({ spec: { tieredStorage, image }, at }) =>
    tieredStorage !== undefined && image === undefined && tieredStorage.plugin.image === undefined
      ? [at("tieredStorage", "the spec names neither the brokers' image nor an image of the plugin")]
      : [],
});

export const checks = [
  earlyAccess,
  withoutRole,
  setByTieredStorage,
  localAboveAll,
  settingsOfExistingBucket,
  unpinnedPlugin,
  withoutPlugin,
];
