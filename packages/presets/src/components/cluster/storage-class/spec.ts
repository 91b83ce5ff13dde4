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
      .describe("Its name, which the cluster can have once. Default: the environment's name."),
    type: z.enum(["gp3", "gp2", "io2"]).default("gp3").describe("EBS volume type. Default: gp3."),
    iops: z
      .int()
      .min(100)
      .max(256_000)
      .optional()
      .describe("Operations a second of each volume, with gp3 and io2. Default: 3000 with gp3; io2 needs a figure."),
    throughput: z
      .int()
      .min(125)
      .max(2000)
      .optional()
      .describe("Throughput of each volume in MiB a second, with gp3. Default: 125."),
    kmsKey: arn("kms")
      .optional()
      .describe("ARN of the KMS key that encrypts the volumes. Default: the account's key for EBS."),
    reclaimPolicy: z
      .enum(["Retain", "Delete"])
      .default("Retain")
      .describe("What becomes of a volume whose claim is deleted: it stays, or goes with its data. Default: Retain."),
  })
  .describe("A StorageClass of EBS volumes: encrypted, made where the pod is scheduled, and able to grow.");

type Schema = typeof schema;
export interface StorageClassSchema extends Schema {}

export const storageClassSpec: StorageClassSchema = schema;
