import { defineCheck } from "@streamform/core";
import type { CheckCluster } from "../part.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** What keeps the metadata, by its key in the spec. */
export function metadataKeeper({ metadata }: CheckCluster["spec"]) {
  return metadata === "kraft" ? "controllers" : "zookeeper";
}

const words = { controllers: "controllers", zookeeper: "ZooKeeper servers" } as const;

export const evenQuorum = defineCheck<Spec, Uses>({
  code: "SF2803",
  title: "A quorum of an even number",
  severity: "error",
  because:
    "More than half have to run: of four, one may fail, as of three, and there is one more that can. With two, neither may.",
  instead: "Use three, or five where two may fail at the same time.",
  source: "Apache Kafka documentation, KRaft: controllers; ZooKeeper administrator's guide, clustered setup",
  run: ({ spec, at }) => {
    const keeper = metadataKeeper(spec);
    const { replicas } = spec[keeper];
    return replicas % 2 === 0 ? [at([keeper, "replicas"], `${replicas} ${words[keeper]}`)] : [];
  },
});

export const quorumInOneZone = defineCheck<Spec, Uses>({
  code: "SF2809",
  title: "A quorum that goes with one zone",
  severity: "warning",
  because:
    "Spread over fewer than three zones, one of them holds half of the quorum or more: when it fails, no leader is elected and no topic is made until it is back.",
  instead: "Use three zones, or say with `ignore` that the cluster may stop with a zone.",
  source: "Apache Kafka documentation, KRaft: deploying considerations",
  run: ({ spec, environment, at }) => {
    const keeper = metadataKeeper(spec);
    const { replicas } = spec[keeper];
    const largest = Math.ceil(replicas / spec.zones.length);
    const majority = Math.floor(replicas / 2) + 1;
    // Of fewer than three every one counts, wherever it is: another check says so.
    if (environment.stage !== "production" || replicas < 3 || replicas - largest >= majority) return [];
    return [at("zones", `one zone has ${largest} of ${replicas} ${words[keeper]}, and ${majority} have to run`)];
  },
});
