import { createHash } from "node:crypto";

/** Annotation of a pod that changes with its files, so that a change of them restarts the pod. */
export function filesChecksum(files: unknown): Readonly<Record<string, string>> {
  return { "checksum/files": createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16) };
}
