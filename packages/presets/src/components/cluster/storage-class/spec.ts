import { arn } from "@streamform/core";
import { z } from "zod";

/** What EBS gives a volume of a type: bounds of its operations a second, and of its throughput in MiB a second (Amazon EBS User Guide, volume types). */
export const volumeTypes = {
  gp3: { iops: { from: 3000, to: 80_000 }, throughput: { from: 125, to: 2000 } },
  gp2: {},
  io2: { iops: { from: 100, to: 256_000 } },
} as const satisfies Record<string, VolumeType>;

export interface VolumeType {
  readonly iops?: Range;
  readonly throughput?: Range;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const schema = z
  .strictObject({
    name: z
      .string()
      .max(253)
      .regex(
        /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
        "a StorageClass's name has lower-case letters, digits, dots and hyphens",
      )
      .optional()
      .describe("Name of the class, unique in the cluster. Default: the environment's name."),
    type: z.enum(["gp3", "gp2", "io2"]).default("gp3").describe("EBS volume type. Default: gp3."),
    iops: z
      .int()
      .min(100)
      .max(256_000)
      .optional()
      .describe("IOPS of each volume, for gp3 and io2. Default: 3000 for gp3; io2 needs a value."),
    throughput: z
      .int()
      .min(125)
      .max(2000)
      .optional()
      .describe("Throughput of each volume in MiB/s, for gp3. Default: 125."),
    kmsKey: arn("kms")
      .optional()
      .describe("ARN of the KMS key that encrypts the volumes. Default: the account's key for EBS."),
    reclaimPolicy: z
      .enum(["Retain", "Delete"])
      .default("Retain")
      .describe(
        "What happens to a volume when its claim is deleted: Retain keeps it, Delete deletes it with its data. Default: Retain.",
      ),
  })
  .describe("A StorageClass of EBS volumes: encrypted, created in the zone of the pod, and expandable.");

type Schema = typeof schema;
export interface StorageClassSchema extends Schema {}

export const storageClassSpec: StorageClassSchema = schema;
