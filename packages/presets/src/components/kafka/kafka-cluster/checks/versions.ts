import { defineCheck } from "@streamform/core";
import { unpinned, unpinnedImage } from "../../../../kubernetes/image.js";
import { kafkaImage, kafkaMetadataVersions } from "../../../../versions/strimzi.js";
import { kafkaLine, versions } from "../../../../versions/versions.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const kafkaWithoutOperator = defineCheck<Spec, Uses>({
  code: "SF2801",
  title: "A Kafka version that this Strimzi does not run",
  severity: "error",
  because: "The operator refuses the Kafka as a whole: nothing of it is made, and nothing of one that runs is changed.",
  instead: "Write a Kafka version of the operator's, or use the engine statefulset.",
  source: "strimzi/strimzi-kafka-operator, kafka-versions.yaml of the pinned release",
  run: ({ spec, at }) => {
    const supported = versions.strimzi.kafka;
    return spec.engine === "strimzi" && !supported.includes(spec.kafkaVersion)
      ? [
          at(
            "kafkaVersion",
            `Strimzi ${versions.charts.strimzi.appVersion} runs Kafka ${supported.join(", ")}, not ${spec.kafkaVersion}`,
          ),
        ]
      : [];
  },
});

export const zookeeperThatIsGone = defineCheck<Spec, Uses>({
  code: "SF2802",
  title: "ZooKeeper where there is none",
  severity: "error",
  because: "Kafka 4 runs by KRaft alone, and Strimzi has no ZooKeeper since 0.46.",
  instead: "Leave out `metadata: zookeeper`; a cluster that has its metadata there is migrated with Kafka 3.9 first.",
  source: "Apache Kafka 4.0 upgrade notes; Strimzi 0.46 changelog",
  run: ({ spec, at }) => {
    if (spec.metadata !== "zookeeper") return [];
    if (spec.engine === "strimzi") return [at("metadata", "the engine strimzi has no ZooKeeper")];
    return kafkaImage(spec.kafkaVersion)?.zookeeper === undefined
      ? [at("metadata", `Kafka ${spec.kafkaVersion} has no ZooKeeper`)]
      : [];
  },
});

export const metadataAhead = defineCheck<Spec, Uses>({
  code: "SF2822",
  title: "Metadata of a format that this Kafka does not know",
  severity: "error",
  because: "Controllers do not start, or the operator refuses the Kafka as a whole.",
  instead: "Leave `strimzi.metadataVersion` out, or write that of an older Kafka from which you come.",
  source: "Apache Kafka, MetadataVersion; Strimzi documentation, upgrading Kafka clusters",
  run: ({ spec, at }) => {
    const { metadataVersion } = spec.strimzi;
    if (spec.engine !== "strimzi" || metadataVersion === undefined) return [];
    const [major, minor] = kafkaLine(spec.kafkaVersion);
    const [writtenMajor, writtenMinor] = kafkaLine(metadataVersion.replace(/-IV\d+$/, ""));
    const line = `${writtenMajor}.${writtenMinor}`;
    const last = kafkaMetadataVersions[line];
    const isAhead = writtenMajor > major || (writtenMajor === major && writtenMinor > minor);
    const isBeyond = last !== undefined && feature(metadataVersion) > feature(last);
    return isAhead || isBeyond
      ? [at(["strimzi", "metadataVersion"], `${metadataVersion} is newer than Kafka ${spec.kafkaVersion} writes`)]
      : [];
  },
});

/** The number behind `-IV`; a version without one is the last of its line. */
function feature(metadataVersion: string): number {
  return Number(/-IV(\d+)$/.exec(metadataVersion)?.[1] ?? 0);
}

export const unpinnedKafka = defineCheck<Spec, Uses>({
  ...unpinnedImage,
  code: "SF2824",
  run: ({ spec, at }) => unpinned(spec.image).map((reason) => at("image", reason)),
});
