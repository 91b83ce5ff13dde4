import type { EnvironmentInfo, Part } from "@streamform/core";
import type { z } from "zod";
import { partitionOf } from "../../../../aws/partition.js";
import type { kafkaClusterSpec } from "../spec.js";
import { classPaths } from "./folders.js";

type Spec = z.output<typeof kafkaClusterSpec>;

/** Where segments go, and by what; all of it is known before anything is made. */
export interface TieredStorage {
  readonly bucket: string;
  readonly region: string;
  readonly arn: string;
  /** Prefix of each object's name, because clusters can share a bucket. */
  readonly prefix: string;
  /** Image with the plugin, where the brokers' own does not hold it. */
  readonly pluginImage: string | undefined;
  readonly classPath: string;
  /** Cache on the node's disk, in MiB. */
  readonly cacheSize: number;
  /** Role that the brokers' service account names, where one exists. */
  readonly roleArn: string | undefined;
}

export function tieredStorageOf({
  spec,
  environment,
  name,
}: Pick<Part, "name"> & {
  spec: Pick<Spec, "tieredStorage">;
  environment: EnvironmentInfo;
}): TieredStorage | undefined {
  const { tieredStorage } = spec;
  if (tieredStorage === undefined) return undefined;
  const { plugin, cacheSize, roleArn } = tieredStorage;
  const { region } = environment.aws;
  const bucket = tieredStorage.bucket?.name ?? name("s3-bucket", "tiered");
  return {
    bucket,
    region,
    arn: `arn:${partitionOf(region)}:s3:::${bucket}`,
    prefix: environment.name,
    pluginImage: plugin.image,
    classPath: plugin.classPath ?? (plugin.image === undefined ? classPaths.inImage : classPaths.inVolume),
    cacheSize,
    roleArn,
  };
}
