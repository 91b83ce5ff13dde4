import { defineCheck } from "@streamform/core";
import { mskInstanceTypes, mskQuotas } from "../../../../versions/instance-types.js";
import { mskKafkaVersion } from "../../../../versions/msk-kafka.js";
import { isExpress } from "../configuration.js";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { volumeSizeOf } from "../volume-size.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

export const tieredStorageUnavailable = defineCheck<Spec, Uses>({
  code: "SF2110",
  title: "Tiered storage that MSK does not offer",
  severity: "error",
  because: "MSK refuses tiered storage for t3 brokers, for Kafka before 3.6 and for brokers that compact by default.",
  instead: "Write `storageMode: local`, or change the instance type, the version or log.cleanup.policy.",
  source: "Amazon MSK developer guide, tiered storage for Standard brokers",
  run: ({ spec, at }) => {
    if (spec.storageMode !== "tiered" || isExpress(spec.instanceType)) return [];
    if (!mskInstanceTypes[spec.instanceType].tieredStorage)
      return [at("storageMode", `${spec.instanceType} has no tiered storage`)];
    if (mskKafkaVersion(spec.kafkaVersion)?.tieredStorage === false)
      return [at("storageMode", `Kafka ${spec.kafkaVersion} has no tiered storage`)];
    const policies = spec.configuration["log.cleanup.policy"] ?? [];
    return policies.includes("compact")
      ? [at(["configuration", "log.cleanup.policy"], "tiered storage needs log.cleanup.policy delete")]
      : [];
  },
});

export const storageOfExpress = defineCheck<Spec, Uses>({
  code: "SF2111",
  title: "Storage settings for Express brokers",
  severity: "error",
  because: "The storage of Express brokers grows by itself. MSK refuses any storage setting.",
  instead: "Remove the setting, or use a kafka.* instance type.",
  source: "Amazon MSK developer guide, Express brokers",
  run: ({ spec, at }) => {
    if (!isExpress(spec.instanceType)) return [];
    const set = (["volumeSize", "storageAutoscaling", "provisionedThroughput"] as const).filter(
      (key) => spec[key] !== undefined,
    );
    return [...set, ...(spec.storageMode === "tiered" ? ["storageMode"] : [])].map((key) =>
      at([key], `${spec.instanceType} brokers have no ${key}`),
    );
  },
});

export const autoscalingWithoutRoom = defineCheck<Spec, Uses>({
  code: "SF2112",
  title: "Storage autoscaling that cannot grow anything",
  severity: "error",
  because:
    "Volumes grow by at least 10 GiB. With a smaller step, or in a region without autoscaling, volumes do not grow and the disk fills up.",
  instead: `Set \`maximum\` at least ${mskQuotas.volumeGrowth.step}GiB above \`volumeSize\`, or remove \`storageAutoscaling\`.`,
  source: "Amazon MSK developer guide, automatic scaling for Amazon MSK clusters",
  run: ({ spec, environment, at }) => {
    if (!spec.storageAutoscaling || isExpress(spec.instanceType)) return [];
    const { region } = environment.aws;
    const without: readonly string[] = mskQuotas.regionsWithoutAutoscaling;
    if (without.includes(region)) return [at("storageAutoscaling", `${region} has no storage autoscaling`)];
    const { maximum } = spec.storageAutoscaling;
    const size = volumeSizeOf(spec);
    return maximum < size + mskQuotas.volumeGrowth.step
      ? [at("storageAutoscaling.maximum", `volumes of ${size} GiB cannot grow to ${maximum} GiB`)]
      : [];
  },
});

export const throughputUnavailable = defineCheck<Spec, Uses>({
  code: "SF2113",
  title: "Storage throughput that the brokers do not have",
  severity: "error",
  because:
    "MSK provisions throughput only for large instance types, each up to its own limit, and only on volumes of at least 10 GiB.",
  instead: "Lower `provisionedThroughput`, or use a larger instance type.",
  source: "Amazon MSK developer guide, provision storage throughput for Standard brokers",
  run: ({ spec, at }) => {
    const asked = spec.provisionedThroughput;
    if (asked === undefined || isExpress(spec.instanceType)) return [];
    const most: number | null = mskInstanceTypes[spec.instanceType].storageThroughput;
    if (most === null) return [at("provisionedThroughput", `${spec.instanceType} has no provisioned throughput`)];
    if (asked > most) return [at("provisionedThroughput", `${spec.instanceType} has at most ${most} MiB/s`)];
    return volumeSizeOf(spec) < 10 ? [at("volumeSize", "provisioned throughput needs volumes of at least 10GiB")] : [];
  },
});
