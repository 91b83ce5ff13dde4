import { defineCheck } from "@streamform/core";
import * as lessons from "../../../../kafka/configuration/lessons.js";
import { replicationOf } from "../configuration.js";
import type { CheckCluster } from "../part.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { hasTooFewBrokers } from "./durability.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** The input of the checks for every Kafka. */
function brokersOf({ spec, environment }: Pick<CheckCluster, "spec" | "environment">): lessons.Brokers {
  const replication = replicationOf(spec);
  return {
    configuration: spec.configuration,
    replication,
    transactionReplicas: replication.replicationFactor,
    count: spec.brokers.replicas,
    isProduction: environment.stage === "production",
  };
}

function lesson(code: string, { page, find }: lessons.Lesson) {
  return defineCheck<Spec, Uses>({
    code,
    ...page,
    run: ({ spec, environment, at }) =>
      find(brokersOf({ spec, environment })).map(({ key, message }) => at(["configuration", key], message)),
  });
}

export const minInsyncEqualsFactor = lesson("SF2805", lessons.minInsyncEqualsFactor);
export const factorAboveBrokers = lesson("SF2806", lessons.factorAboveBrokers);
export const uncleanLeaders = lesson("SF2817", lessons.uncleanLeaders);
export const topicsByAccident = lesson("SF2818", lessons.topicsByAccident);
export const keyWithoutEffect = lesson("SF2827", lessons.ignoredKey);
export const internalTopicsOfOne = lesson("SF2829", lessons.internalTopicsOfOne);

/** If the key is not written, the number of brokers is the cause; in production SF2811 reports it. */
export const acknowledgedByOne = defineCheck<Spec, Uses>({
  code: "SF2807",
  ...lessons.acknowledgedByOne.page,
  run: ({ spec, environment, at }) => {
    const isWritten = spec.configuration["min.insync.replicas"] !== undefined;
    if (!isWritten && hasTooFewBrokers({ spec, environment })) return [];
    return lessons.acknowledgedByOne
      .find(brokersOf({ spec, environment }))
      .map(({ key, message }) => at(isWritten ? ["configuration", key] : ["brokers", "replicas"], message));
  },
});
