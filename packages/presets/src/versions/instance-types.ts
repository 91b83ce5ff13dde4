/**
 * Broker instance types of Amazon MSK, and the quotas that bound a cluster.
 *
 * Looked up on 2026-11-21 in:
 * - Amazon MSK Developer Guide, "Amazon MSK broker sizes" (types; M7g is Arm), "Best practices for Standard brokers" (partitions),
 *   "Amazon MSK quota", "Tiered storage for Standard brokers", "Automatic scaling for Amazon MSK clusters"
 * - AWS Pricing Calculator, Amazon EC2, 2025-04-04 (vCPU, memory and network of the instance behind a broker)
 * - badmintoncryer/cdk-preflight, MSK rules held against the API, 2026-09-14 (t3 without KRaft, storage throughput by size)
 * - aws/agent-toolkit-for-aws, managing-amazon-msk, 2026-08-20 (Express partitions and ingress, storage throughput, zones, connections)
 */

import type { MetadataMode, MskBrokerType } from "./msk-kafka.js";

/** One broker size. */
export interface MskInstanceType {
  readonly brokers: MskBrokerType;
  /** Metadata modes of clusters that can have it: there is no burstable broker with KRaft. */
  readonly metadata: readonly MetadataMode[];
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly architecture: "x86_64" | "arm64";
  /** As EC2 states it for the instance behind the broker; not stated for Express. */
  readonly network: string | null;
  /** Works on CPU credits: a baseline of 20 % once they are spent. */
  readonly burstable: boolean;
  /** Partitions with all their replicas on one broker: what is recommended, and beyond what updates of the cluster are refused. */
  readonly partitions: { readonly recommended: number; readonly maximum: number };
  readonly tieredStorage: boolean;
  /** Volumes that grow by themselves: Standard brokers only, Express has no volumes. */
  readonly storageAutoscaling: boolean;
  /** Highest storage throughput that can be provisioned above the default of 250 MiB/s, in MiB/s; null where it cannot. */
  readonly storageThroughput: number | null;
  /** Ingress that an Express broker sustains, in MiB/s; null for Standard, whose limits are network and volume. */
  readonly ingress: number | null;
}

const bothModes = ["zookeeper", "kraft"] as const;
const standard = {
  brokers: "standard",
  metadata: bothModes,
  burstable: false,
  tieredStorage: true,
  storageAutoscaling: true,
  ingress: null,
} as const;
const m5 = { ...standard, architecture: "x86_64" } as const;
const m7g = { ...standard, architecture: "arm64" } as const;
const express = {
  brokers: "express",
  metadata: bothModes,
  architecture: "arm64",
  network: null,
  burstable: false,
  tieredStorage: false,
  storageAutoscaling: false,
  storageThroughput: null,
} as const;

const thousand = { recommended: 1000, maximum: 1500 } as const;
const twoThousand = { recommended: 2000, maximum: 3000 } as const;
const fourThousand = { recommended: 4000, maximum: 6000 } as const;

export const mskInstanceTypes = {
  "kafka.t3.small": {
    ...standard,
    metadata: ["zookeeper"],
    architecture: "x86_64",
    burstable: true,
    tieredStorage: false,
    vcpu: 2,
    memoryGiB: 2,
    network: "Up to 5 Gigabit",
    partitions: { recommended: 300, maximum: 300 },
    storageThroughput: null,
  },
  "kafka.m5.large": {
    ...m5,
    vcpu: 2,
    memoryGiB: 8,
    network: "Up to 10 Gigabit",
    partitions: thousand,
    storageThroughput: null,
  },
  "kafka.m5.xlarge": {
    ...m5,
    vcpu: 4,
    memoryGiB: 16,
    network: "Up to 10 Gigabit",
    partitions: thousand,
    storageThroughput: null,
  },
  "kafka.m5.2xlarge": {
    ...m5,
    vcpu: 8,
    memoryGiB: 32,
    network: "Up to 10 Gigabit",
    partitions: twoThousand,
    storageThroughput: null,
  },
  "kafka.m5.4xlarge": {
    ...m5,
    vcpu: 16,
    memoryGiB: 64,
    network: "Up to 10 Gigabit",
    partitions: fourThousand,
    storageThroughput: 593,
  },
  "kafka.m5.8xlarge": {
    ...m5,
    vcpu: 32,
    memoryGiB: 128,
    network: "10 Gigabit",
    partitions: fourThousand,
    storageThroughput: 850,
  },
  "kafka.m5.12xlarge": {
    ...m5,
    vcpu: 48,
    memoryGiB: 192,
    network: "10 Gigabit",
    partitions: fourThousand,
    storageThroughput: 1000,
  },
  "kafka.m5.16xlarge": {
    ...m5,
    vcpu: 64,
    memoryGiB: 256,
    network: "20 Gigabit",
    partitions: fourThousand,
    storageThroughput: 1000,
  },
  "kafka.m5.24xlarge": {
    ...m5,
    vcpu: 96,
    memoryGiB: 384,
    network: "25 Gigabit",
    partitions: fourThousand,
    storageThroughput: 1000,
  },
  "kafka.m7g.large": {
    ...m7g,
    vcpu: 2,
    memoryGiB: 8,
    network: "Up to 12.5 Gigabit",
    partitions: thousand,
    storageThroughput: null,
  },
  "kafka.m7g.xlarge": {
    ...m7g,
    vcpu: 4,
    memoryGiB: 16,
    network: "Up to 12.5 Gigabit",
    partitions: thousand,
    storageThroughput: null,
  },
  "kafka.m7g.2xlarge": {
    ...m7g,
    vcpu: 8,
    memoryGiB: 32,
    network: "Up to 15 Gigabit",
    partitions: twoThousand,
    storageThroughput: 312,
  },
  "kafka.m7g.4xlarge": {
    ...m7g,
    vcpu: 16,
    memoryGiB: 64,
    network: "Up to 15 Gigabit",
    partitions: fourThousand,
    storageThroughput: 625,
  },
  "kafka.m7g.8xlarge": {
    ...m7g,
    vcpu: 32,
    memoryGiB: 128,
    network: "15 Gigabit",
    partitions: fourThousand,
    storageThroughput: 1000,
  },
  "kafka.m7g.12xlarge": {
    ...m7g,
    vcpu: 48,
    memoryGiB: 192,
    network: "22.5 Gigabit",
    partitions: fourThousand,
    storageThroughput: 1000,
  },
  "kafka.m7g.16xlarge": {
    ...m7g,
    vcpu: 64,
    memoryGiB: 256,
    network: "30 Gigabit",
    partitions: fourThousand,
    storageThroughput: 1000,
  },
  "express.m7g.large": { ...express, vcpu: 2, memoryGiB: 8, partitions: thousand, ingress: 15.6 },
  "express.m7g.xlarge": {
    ...express,
    vcpu: 4,
    memoryGiB: 16,
    partitions: { recommended: 1000, maximum: 2000 },
    ingress: 31.2,
  },
  "express.m7g.2xlarge": {
    ...express,
    vcpu: 8,
    memoryGiB: 32,
    partitions: { recommended: 2500, maximum: 4000 },
    ingress: 62.5,
  },
  "express.m7g.4xlarge": {
    ...express,
    vcpu: 16,
    memoryGiB: 64,
    partitions: { recommended: 6000, maximum: 8000 },
    ingress: 125,
  },
  "express.m7g.8xlarge": {
    ...express,
    vcpu: 32,
    memoryGiB: 128,
    partitions: { recommended: 12000, maximum: 16000 },
    ingress: 250,
  },
  "express.m7g.12xlarge": {
    ...express,
    vcpu: 48,
    memoryGiB: 192,
    partitions: { recommended: 16000, maximum: 24000 },
    ingress: 375,
  },
  "express.m7g.16xlarge": {
    ...express,
    vcpu: 64,
    memoryGiB: 256,
    partitions: { recommended: 20000, maximum: 32000 },
    ingress: 500,
  },
} as const satisfies Readonly<Record<string, MskInstanceType>>;

export type MskInstanceTypeName = keyof typeof mskInstanceTypes;

/** The names alone, smallest of each family first, for the spec's enumeration. */
export const mskInstanceTypeNames = Object.keys(mskInstanceTypes) as [MskInstanceTypeName, ...MskInstanceTypeName[]];

/** Default quotas and fixed limits of clusters with provisioned brokers. */
export const mskQuotas = {
  /** Volume of a Standard broker, in GiB; it grows only. */
  volume: { minimum: 1, maximum: 16384 },
  /** Least growth of a volume that is accepted, in GiB, and hours until the next growth. */
  volumeGrowth: { step: 10, cooldownHours: 6 },
  /** Disk use, in percent, at which storage autoscaling can be set to grow volumes. */
  autoscalingTarget: { minimum: 10, maximum: 80 },
  /** Regions without storage autoscaling. */
  regionsWithoutAutoscaling: ["ap-northeast-3", "af-south-1", "ap-southeast-5"],
  /** Subnets, each in a zone of its own; the broker count is a multiple of them. us-west-1 has exactly two. */
  zones: { standard: [2, 3], express: [3] },
  brokersPerCluster: { zookeeper: 30, kraft: 60 },
  brokersPerAccount: 90,
  configurationsPerAccount: 100,
  revisionsPerConfiguration: 50,
  /** SCRAM users of one cluster, and secrets that one API call can associate. */
  scramUsers: 1000,
  scramSecretsPerCall: 10,
  /** TCP connections to one broker with IAM, and new ones a second by family. */
  iamConnections: { perBroker: 3000, newPerSecond: { t3: 4, other: 100 } },
} as const;

/** Whether M7g brokers, which are Arm, run a Kafka version: MSK has them from 2.8.2 and from 3.3.2 on. */
export function runsOnGraviton(kafkaVersion: string): boolean {
  const [major = 0, minor = 0, patch = 0] = kafkaVersion.split(".").map((part) => Number.parseInt(part, 10) || 0);
  if (major !== 3) return major > 3 || (major === 2 && minor === 8 && patch >= 2);
  return minor > 3 || (minor === 3 && patch >= 2);
}
