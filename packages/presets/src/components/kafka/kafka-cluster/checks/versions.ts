import { defineCheck } from "@streamform/core";
import { unpinned, unpinnedImage } from "../../../../kubernetes/image.js";
import { kafkaLine } from "../../../../versions/kafka-line.js";
import { kafkaImage, kafkaMetadataVersions } from "../../../../versions/strimzi.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const kafkaWithoutOperator = defineCheck<Spec, Uses>({
  code: "SF2801",
  title: "A Kafka version that this Strimzi does not support",
  severity: "error",
  because:
    "The operator refuses the whole Kafka resource. It creates nothing, and changes nothing of a running cluster.",
  instead: "Choose a Kafka version that the operator supports, or use the engine statefulset.",
  source: "strimzi/strimzi-kafka-operator, kafka-versions.yaml of the pinned release",
  run: ({ spec, uses: { versions }, at }) => {
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
  title: "ZooKeeper where it does not exist",
  severity: "error",
  because: "Kafka 4 runs only with KRaft, and Strimzi has no ZooKeeper since 0.46.",
  instead: "Remove `metadata: zookeeper`. Migrate an existing ZooKeeper cluster with Kafka 3.9 first.",
  source: "Apache Kafka 4.0 upgrade notes; Strimzi 0.46 changelog",
  run: ({ spec, uses: { versions }, at }) => {
    if (spec.metadata !== "zookeeper") return [];
    if (spec.engine === "strimzi") return [at("metadata", "the engine strimzi has no ZooKeeper")];
    return kafkaImage(versions.images.kafka, spec.kafkaVersion)?.zookeeper === undefined
      ? [at("metadata", `Kafka ${spec.kafkaVersion} has no ZooKeeper`)]
      : [];
  },
});

export const metadataAhead = defineCheck<Spec, Uses>({
  code: "SF2822",
  title: "A metadata version that this Kafka does not know",
  severity: "error",
  because: "Controllers do not start, or the operator refuses the whole Kafka resource.",
  instead: "Remove `strimzi.metadataVersion`, or write the version of the older Kafka that you upgrade from.",
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
      ? [
          at(
            ["strimzi", "metadataVersion"],
            `the metadata version ${metadataVersion} is newer than Kafka ${spec.kafkaVersion}`,
          ),
        ]
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
