import type { EnvironmentInfo, Part } from "@streamform/core";
import type { z } from "zod";
import { partitionOf } from "../../../aws/partition.js";
import type { backupSpec } from "./spec.js";

type Spec = z.output<typeof backupSpec>;

/** Default retention of a backup, in days. */
const defaultRetention = 30;

export function retentionOf({ retention }: Pick<Spec, "retention">): number {
  return retention ?? defaultRetention;
}

/** Where backups are kept; all of it is known before anything is made. */
export interface Target {
  readonly bucket: string;
  readonly region: string;
  readonly arn: string;
  /** Prefix of each object's name, because environments can share a bucket. */
  readonly prefix: string;
  /** As `upload.sh` takes it. */
  readonly url: string;
}

export function targetOf({
  spec,
  environment,
  name,
}: Pick<Part, "name"> & { spec: Spec; environment: EnvironmentInfo }): Target {
  const bucket = spec.bucket?.name ?? name("s3-bucket");
  const region = spec.bucket?.region ?? environment.aws.region;
  const prefix = environment.name;
  return { bucket, region, prefix, arn: `arn:${partitionOf(region)}:s3:::${bucket}`, url: `s3://${bucket}/${prefix}` };
}
