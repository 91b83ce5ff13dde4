import { createHash } from "node:crypto";

/** Longest name of an object that also becomes a label's value. */
export const objectNameLength = 63;
/** Longest name of a Helm release: Helm appends to it within a label's 63 characters. */
export const releaseNameLength = 53;
/** Longest name of a Terraform object: tofu-controller appends `-tf-runner` for the pod. */
export const stackNameLength = 53;

/**
 * Words joined by hyphens. A name that would be too long is cut and ends in eight digits of a hash of the whole, so that two names
 * never become one.
 */
export function objectName(length: number, ...words: readonly string[]): string {
  const whole = words.join("-");
  if (whole.length <= length) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 8);
  return `${whole.slice(0, length - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}
