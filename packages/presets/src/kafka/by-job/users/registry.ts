import type { EnvironmentInfo } from "@streamform/core";

/** The Job's registry topic, which records what it may delete. */
export function registryOf({ name }: Pick<EnvironmentInfo, "name">): string {
  return `_streamform.users.${name}`;
}
