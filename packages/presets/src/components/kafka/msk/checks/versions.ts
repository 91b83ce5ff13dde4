import { defineCheck } from "@streamform/core";
import { mskInstanceTypes, mskQuotas, runsOnGraviton } from "../../../../versions/instance-types.js";
import { mskKafkaVersion } from "../../../../versions/msk-kafka.js";
import { supportOf } from "../../../../versions/support.js";
import { metadataOf } from "../metadata.js";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

const versionsGuide = "Amazon MSK developer guide, supported Apache Kafka versions";
const policy = `${versionsGuide}; Amazon MSK version support policy`;

export const supportEndsSoon = defineCheck<Spec, Uses>({
  code: "SF2101",
  title: "A Kafka version whose support ends soon",
  severity: "warning",
  because:
    "After the end of support AWS upgrades the cluster automatically, at a time that AWS chooses and without notice.",
  instead: "Plan the upgrade to a supported version. The upgrade restarts the brokers one by one.",
  source: policy,
  run: ({ spec, today, at }) => {
    const version = mskKafkaVersion(spec.kafkaVersion);
    return version && supportOf(version, today) === "ends-soon"
      ? [at("kafkaVersion", `MSK ends support for Kafka ${version.version} on ${version.endOfSupport}`)]
      : [];
  },
});

export const supportEnded = defineCheck<Spec, Uses>({
  code: "SF2123",
  title: "A Kafka version that MSK no longer supports",
  severity: "error",
  because:
    "The version gets no fixes, and AWS can upgrade the cluster automatically at any time. After that every plan tries to restore the old version, and MSK refuses.",
  instead:
    "Upgrade to a supported version now, at a time that you choose. The upgrade restarts the brokers one by one.",
  source: policy,
  run: ({ spec, today, at }) => {
    const version = mskKafkaVersion(spec.kafkaVersion);
    return version && supportOf(version, today) === "ended"
      ? [at("kafkaVersion", `MSK ended support for Kafka ${version.version} on ${version.endOfSupport}`)]
      : [];
  },
});

export const versionNotCreatable = defineCheck<Spec, Uses>({
  code: "SF2102",
  title: "A Kafka version that MSK no longer offers for new clusters",
  severity: "error",
  because: "MSK refuses to create clusters with retired versions. The plan succeeds, and the apply fails.",
  instead: "Choose a newer version, or ignore this check if the cluster already runs.",
  source: `${versionsGuide}; ListKafkaVersions`,
  run: ({ spec, at }) =>
    mskKafkaVersion(spec.kafkaVersion)?.creatable === false
      ? [at("kafkaVersion", `MSK creates no new clusters with Kafka ${spec.kafkaVersion}`)]
      : [],
});

export const brokersOfOtherVersions = defineCheck<Spec, Uses>({
  code: "SF2109",
  title: "Brokers that do not run this Kafka version",
  severity: "error",
  because: "MSK offers each instance type only for some versions. For other versions it refuses to create the cluster.",
  instead:
    "Change `kafkaVersion` or `instanceType`: burstable brokers need ZooKeeper, Graviton brokers 3.3.2 or later, Express brokers a version that MSK offers them for.",
  source: "Amazon MSK developer guide, broker sizes and supported Apache Kafka versions",
  run: ({ spec, at }) => {
    const type = mskInstanceTypes[spec.instanceType];
    const version = mskKafkaVersion(spec.kafkaVersion);
    if (version && !version.brokers.includes(type.brokers))
      return [
        at(
          "instanceType",
          `there are no ${type.brokers === "express" ? "Express" : "Standard"} brokers with Kafka ${version.version}`,
        ),
      ];
    const metadata: readonly string[] = type.metadata;
    if (!metadata.includes(metadataOf(spec.kafkaVersion)))
      return [
        at("instanceType", `${spec.instanceType} does not run Kafka without ZooKeeper, as ${spec.kafkaVersion} is`),
      ];
    if (type.architecture === "arm64" && !runsOnGraviton(spec.kafkaVersion))
      return [at("instanceType", `${spec.instanceType} does not run Kafka ${spec.kafkaVersion}`)];
    return [];
  },
});

export const zookeeperWithKraft = defineCheck<Spec, Uses>({
  code: "SF2116",
  title: "Access to a ZooKeeper that does not exist",
  severity: "error",
  because: "Clusters with a KRaft version keep their metadata in controllers. There is no ZooKeeper to open a port to.",
  instead: "Remove `msk.zookeeper`.",
  source: "Amazon MSK developer guide, metadata management",
  run: ({ spec, at }) =>
    spec.zookeeper !== "closed" && metadataOf(spec.kafkaVersion) === "kraft"
      ? [at("zookeeper", `Kafka ${spec.kafkaVersion} runs without ZooKeeper`)]
      : [],
});

export const burstableInProduction = defineCheck<Spec, Uses>({
  code: "SF2107",
  title: "Burstable brokers in production",
  severity: "warning",
  because:
    "t3 brokers share their CPU. Once they have spent their credits they get a fifth of the CPU, writes take ten times as long and replicas fall behind.",
  instead: "Use kafka.m7g.large or larger, or mark the environment as not for production.",
  source: "Amazon MSK developer guide, best practices for Standard brokers",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && mskInstanceTypes[spec.instanceType].burstable
      ? [at("instanceType", `the brokers have the burstable type ${spec.instanceType}`)]
      : [],
});

export const zonesUnfit = defineCheck<Spec, Uses>({
  code: "SF2108",
  title: "A number of zones that MSK does not support",
  severity: "error",
  because:
    "MSK spreads brokers evenly over two or three zones, and Express brokers over three. It refuses any other number.",
  instead: "Change `network.zones`.",
  source: "Amazon MSK API reference, BrokerNodeGroupInfo; Express brokers",
  run: ({ spec, environment, uses: { network }, atRoot }) => {
    const kind = mskInstanceTypes[spec.instanceType].brokers;
    const allowed: readonly number[] = mskQuotas.zones[kind];
    const zones = network.zones.length;
    if (!allowed.includes(zones))
      return [
        atRoot(
          "network.zones",
          `the network has ${zones} zones, but ${kind === "express" ? "Express" : "Standard"} brokers need ${allowed.join(" or ")}`,
        ),
      ];
    return environment.aws.region === "us-west-1" && zones !== 2
      ? [atRoot("network.zones", `the network has ${zones} zones, but MSK has exactly 2 in us-west-1`)]
      : [];
  },
});

export const tooManyBrokers = defineCheck<Spec, Uses>({
  code: "SF2120",
  title: "More brokers than MSK allows in a cluster",
  severity: "warning",
  because: "Above the default quota the apply fails until AWS raises the quota.",
  instead: "Use fewer, larger brokers, or ask for a higher quota and ignore this check.",
  source: "Amazon MSK quota",
  run: ({ spec, uses: { network }, at }) => {
    const metadata = metadataOf(spec.kafkaVersion);
    const brokers = spec.brokersPerZone * network.zones.length;
    const quota = mskQuotas.brokersPerCluster[metadata];
    return brokers > quota
      ? [
          at(
            "brokersPerZone",
            `the cluster has ${brokers} brokers, but a cluster ${metadata === "kraft" ? "without" : "with"} ZooKeeper has at most ${quota}`,
          ),
        ]
      : [];
  },
});
