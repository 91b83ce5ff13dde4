import type { EnvironmentInfo } from "@streamform/core";

/** The topic in which the Job remembers what it may delete. */
export function registryOf({ name }: Pick<EnvironmentInfo, "name">): string {
  return `_streamform.users.${name}`;
}
