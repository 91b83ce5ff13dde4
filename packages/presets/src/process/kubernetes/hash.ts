import { createHash } from "node:crypto";

/** Hash that a Job's name ends in: a Job cannot be changed, so a change of anything that it depends on is a new Job. */
export function nameHash(value: unknown): string {
  return hash(value).slice(0, 10);
}

/** Annotation of a pod that changes with its files, so that a change of them restarts the pod. */
export function filesChecksum(files: unknown): Readonly<Record<string, string>> {
  return { "checksum/files": hash(files).slice(0, 16) };
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
