import { defineCheck } from "@streamform/core";
import { retentionDefaults } from "../../../../kafka/topic-defaults.js";
import { unpinned, unpinnedImage } from "../../../../kubernetes/image.js";
import { kafkaLine } from "../../../../versions/versions.js";
import type { ClusterExports } from "../exports.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** First line of Kafka whose tiered storage is for production. */
const productionReady = [3, 9] as const;

const earlyAccess = defineCheck<Spec, Uses>({
  code: "SF2832",
  title: "Tiered storage of a Kafka that has it for trial only",
  severity: "warning",
  because:
    "Up to Kafka 3.8 it is early access, which Apache does not recommend for production, and a topic that is tiered can never be taken off it but by deleting the topic.",
  instead: "Use Kafka 3.9 or newer, or say with `ignore` that the data may be lost.",
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
      ? [at("tieredStorage", "neither an EKS cluster nor a role is named")]
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
    "These keys hang together, and with the plugin's own, which cannot stand here: a broker with some of them does not start, or copies nothing.",
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
  title: "More kept on the brokers than in all",
  severity: "error",
  because:
    "What stays on the brokers' volumes is a part of what is kept: a broker with tiered storage does not start with such values.",
  instead: "Lower log.local.retention.ms or log.local.retention.bytes, or keep more in all.",
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
        ? [at(["configuration", key], `${key} is ${local}, and ${whole} is kept in all`)]
        : [],
    );
  },
});

const settingsOfExistingBucket = defineCheck<Spec, Uses>({
  code: "SF2836",
  title: "Settings of a bucket for tiered segments that is not made",
  severity: "warning",
  because: "An existing bucket has a key and a protection of its own: what stands here has no effect.",
  instead: "Remove them, and see that the bucket itself is set up so.",
  run: ({ spec: { tieredStorage }, at }) =>
    tieredStorage?.bucket === undefined
      ? []
      : (["kmsKey", "deletionProtection"] as const).flatMap((field) =>
          tieredStorage[field] === undefined
            ? []
            : [at(["tieredStorage", field], `${field} does nothing for the existing bucket`)],
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
  title: "Tiered storage whose plugin has no way into the brokers",
  severity: "error",
  because:
    "Kafka brings no storage manager, and Strimzi's image has none in it: a broker that does not find the class does not start.",
  instead:
    "Name an image that is Strimzi's with the plugin in it as `kafkaCluster.image`, or one with the plugin alone as `tieredStorage.plugin.image`.",
  source: "Apache Kafka documentation, tiered storage; Strimzi documentation, tiered storage",
  run: ({ spec: { tieredStorage, image }, at }) =>
    tieredStorage !== undefined && image === undefined && tieredStorage.plugin.image === undefined
      ? [at("tieredStorage", "neither the brokers' image nor an image of the plugin is named")]
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
