import { hashOf } from "../../hash.js";

/** Annotation of a pod that changes with its files, so that a change of them restarts the pod. */
export function filesChecksum(files: unknown): Readonly<Record<string, string>> {
  return { "checksum/files": hashOf(JSON.stringify(files), 16) };
}
