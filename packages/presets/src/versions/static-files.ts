/**
 * A web server for files that are mounted into its pod: BusyBox' httpd.
 *
 * Looked up on 2026-11-30: docker-library/official-images, library/busybox; the same images stand in Amazon ECR Public under docker/library.
 */
export const staticFiles = {
  repository: "public.ecr.aws/docker/library/busybox",
  tag: "1.37.0",
  /** Digest of the multi-platform index, or null where nobody has recorded it: then the tag alone names the image. */
  digest: null,
} as const;
