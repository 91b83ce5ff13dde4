/**
 * Every Apache Kafka version that Amazon MSK offers or offered, oldest first.
 *
 * Looked up on 2026-11-21 in:
 * - Amazon MSK Developer Guide, "Supported Apache Kafka versions" (releases and ends of support; those of 2026 by way of endoflife.date,
 *   Amazon MSK, 2026-08-22), "Metadata management" (KRaft from 3.7, ZooKeeper until 3.9), "Tiered storage for Standard brokers"
 * - aws/aws-cdk, aws-msk-alpha 2.271.0, `KafkaVersion` (the strings that the API takes) and pull requests 36450 and 38323 (Express on 3.9
 *   with KRaft, 4.2 on Express only)
 * - badmintoncryer/cdk-preflight, MSK rules: `aws kafka list-kafka-versions` in us-east-1 on 2026-09-14 (what can still be created)
 */

import type { Supported } from "./support.js";

/** Which brokers a cluster is made of: the instance type's prefix decides (`kafka.` or `express.`). */
export type MskBrokerType = "standard" | "express";

/** Where a cluster keeps its metadata. */
export type MetadataMode = "zookeeper" | "kraft";

type Row = readonly [
  version: string,
  released: string | null,
  endOfSupport: string | null,
  metadata: MetadataMode,
  brokers: readonly MskBrokerType[],
  tieredStorage: boolean,
  creatable: boolean,
];

const rows = [
  ["1.1.1", null, "2024-06-05", "zookeeper", ["standard"], false, false],
  ["2.1.0", null, "2024-06-05", "zookeeper", ["standard"], false, false],
  ["2.2.1", "2019-07-31", "2024-06-08", "zookeeper", ["standard"], false, false],
  ["2.3.1", "2019-12-19", "2024-06-08", "zookeeper", ["standard"], false, false],
  ["2.4.1", "2020-04-02", "2024-06-08", "zookeeper", ["standard"], false, false],
  ["2.4.1.1", "2020-09-09", "2024-06-08", "zookeeper", ["standard"], false, false],
  ["2.5.1", "2020-09-30", "2024-06-08", "zookeeper", ["standard"], false, false],
  ["2.6.0", "2020-10-21", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.6.1", "2021-01-19", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.6.2", "2021-04-29", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.6.3", "2021-12-21", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.7.0", "2020-12-29", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.7.1", "2021-05-25", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.7.2", "2021-12-21", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.8.0", "2021-05-19", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.8.1", "2022-10-28", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["2.8.2.tiered", "2022-10-28", "2025-01-14", "zookeeper", ["standard"], true, false],
  ["3.1.1", "2022-06-22", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["3.2.0", "2022-06-22", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["3.3.1", "2022-10-26", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["3.3.2", "2023-03-02", "2024-09-11", "zookeeper", ["standard"], false, false],
  ["3.4.0", "2023-05-04", "2025-08-04", "zookeeper", ["standard"], false, false],
  ["3.5.1", "2023-09-26", "2025-10-23", "zookeeper", ["standard"], false, false],
  ["3.6.0", "2023-11-16", "2026-06-01", "zookeeper", ["standard", "express"], true, true],
  ["3.7.x", "2024-05-29", "2026-09-01", "zookeeper", ["standard"], true, true],
  ["3.7.x.kraft", "2024-05-29", "2026-09-01", "kraft", ["standard"], true, true],
  ["3.8.x", "2025-02-20", null, "zookeeper", ["standard", "express"], true, true],
  ["3.8.x.kraft", "2025-02-20", null, "kraft", ["standard"], true, true],
  ["3.9.x", "2025-04-21", null, "zookeeper", ["standard"], true, true],
  ["3.9.x.kraft", "2025-04-21", null, "kraft", ["standard", "express"], true, true],
  ["4.0.x.kraft", "2025-05-16", null, "kraft", ["standard"], true, true],
  ["4.1.x.kraft", "2025-10-15", null, "kraft", ["standard"], true, true],
  ["4.2.x.kraft", "2026-07-15", null, "kraft", ["express"], true, true],
] as const satisfies readonly Row[];

/** The version that the developer guide recommends, and to which MSK upgrades clusters past their end of support. */
const recommended: MskKafkaVersionString = "3.8.x";

/** Every version string that MSK knows, as `CreateCluster` and `aws_msk_cluster.kafka_version` take it. */
export type MskKafkaVersionString = (typeof rows)[number][0];

/** One Apache Kafka version as Amazon MSK offers it. */
export interface MskKafkaVersion extends Supported {
  readonly version: MskKafkaVersionString;
  /** Day on which MSK offered it first; null for the two versions that are older than the list. */
  readonly released: string | null;
  readonly metadata: MetadataMode;
  /** Broker types that run it. Express knows KRaft from 3.9 on, and ZooKeeper before. */
  readonly brokers: readonly MskBrokerType[];
  /** Whether a Standard cluster of this version can have tiered storage. */
  readonly tieredStorage: boolean;
  /** Whether a new cluster can be made of it: MSK refuses deprecated ones, while running clusters keep theirs until MSK upgrades them. */
  readonly creatable: boolean;
  readonly recommended: boolean;
}

export const mskKafkaVersions: readonly MskKafkaVersion[] = rows.map(
  ([version, released, endOfSupport, metadata, brokers, tieredStorage, creatable]) => ({
    version,
    released,
    endOfSupport,
    metadata,
    brokers,
    tieredStorage,
    creatable,
    recommended: version === recommended,
  }),
);

/** The strings alone, for the spec's enumeration. */
export const mskKafkaVersionStrings: readonly MskKafkaVersionString[] = rows.map(([version]) => version);

/** The entry of a version string, or undefined for one that MSK never offered. */
export function mskKafkaVersion(version: string): MskKafkaVersion | undefined {
  return mskKafkaVersions.find((entry) => entry.version === version);
}
