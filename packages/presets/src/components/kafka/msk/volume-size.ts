import type { z } from "zod";
import type { mskSpec } from "./spec.js";

/** GiB of each broker's volume where the spec gives none: the original platform's figure. */
const defaultVolumeSize = 100;

/** First size of each Standard broker's volume, in GiB. */
export function volumeSizeOf({ volumeSize }: Pick<z.output<typeof mskSpec>, "volumeSize">): number {
  return volumeSize ?? defaultVolumeSize;
}
