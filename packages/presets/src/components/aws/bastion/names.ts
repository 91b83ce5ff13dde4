import type { EnvironmentInfo, Part } from "@streamform/core";

/** Name of the instance, by which people find it. */
export function instanceName({ name }: Pick<EnvironmentInfo, "name">): string {
  return `${name}-bastion`;
}

/** Prefix of the names of the parameters with the bootstrap servers; the listener's name follows. */
export function parameterPrefix({ name }: Pick<EnvironmentInfo, "name">): string {
  return `/streamform/${name}/bastion/bootstrap-servers-`;
}

/** Bucket with the tools, for an instance that does not reach the internet. */
export function toolsBucket(name: Part["name"]): string {
  return name("s3-bucket", "tools");
}
