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
  title: "A quorum with an even number of members",
  severity: "error",
  because:
    "More than half of the members must run. Four members tolerate one failure, the same as three, and have one more member that can fail. Two members tolerate none.",
  instead: "Use three, or five if two may fail at the same time.",
  source: "Apache Kafka documentation, KRaft: controllers; ZooKeeper administrator's guide, clustered setup",
  run: ({ spec, at }) => {
    const keeper = metadataKeeper(spec);
    const { replicas } = spec[keeper];
    return replicas % 2 === 0 ? [at([keeper, "replicas"], `the quorum has ${replicas} ${words[keeper]}`)] : [];
  },
});

export const quorumInOneZone = defineCheck<Spec, Uses>({
  code: "SF2809",
  title: "A quorum that fails with one zone",
  severity: "warning",
  because:
    "With fewer than three zones, one zone holds at least half of the quorum. If it fails, Kafka elects no leaders and creates no topics until it is back.",
  instead: "Use three zones, or say under `ignore` that the cluster may stop when a zone fails.",
  source: "Apache Kafka documentation, KRaft: deploying considerations",
  run: ({ spec, environment, at }) => {
    const keeper = metadataKeeper(spec);
    const { replicas } = spec[keeper];
    const largest = Math.ceil(replicas / spec.zones.length);
    const majority = Math.floor(replicas / 2) + 1;
    // With fewer than three, every controller is needed in any zone; another check reports this.
    if (environment.stage !== "production" || replicas < 3 || replicas - largest >= majority) return [];
    return [at("zones", `one zone has ${largest} of ${replicas} ${words[keeper]}, but ${majority} must run`)];
  },
});
