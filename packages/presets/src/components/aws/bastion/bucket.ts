import { partitionOf } from "../../../aws/partition.js";
import { addPrivateBucket } from "../../../aws/private-bucket.js";
import { toolsBucket } from "./names.js";
import type { Part } from "./part.js";

/** A private bucket for the tools. The instance reads it through the network's S3 endpoint. It contains only copies, so it is deleted with its content. */
export function addToolsBucket({ stack, name, environment }: Part): void {
  const bucket = toolsBucket(name);
  addPrivateBucket(stack, {
    id: "tools",
    name: bucket,
    arn: `arn:${partitionOf(environment.aws.region)}:s3:::${bucket}`,
    key: undefined,
    protect: false,
    forceDestroy: true,
  });
}
