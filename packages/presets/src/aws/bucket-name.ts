import { z } from "zod";

/** Name of an S3 bucket. Source: Amazon S3 User Guide, bucket naming rules. */
export const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "an S3 bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens",
  );
