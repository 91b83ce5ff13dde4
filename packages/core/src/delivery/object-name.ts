import { shortened } from "../compile/shortened.js";

/** Longest name of an object that also becomes a label's value. */
export const objectNameLength = 63;
/** Longest name of a Helm release: Helm appends to it within a label's 63 characters. */
export const releaseNameLength = 53;
/** Longest name of a Terraform object: tofu-controller appends `-tf-runner` for the pod. */
export const stackNameLength = 53;

/** Words joined by hyphens, shortened where they are too long together. */
export function objectName(length: number, ...words: readonly string[]): string {
  return shortened(words.join("-"), length);
}
