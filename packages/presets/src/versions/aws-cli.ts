/**
 * The AWS command line as a container, for pods that bring files to S3: with bash, coreutils and sed, on Amazon Linux 2023.
 *
 * Looked up on 2026-11-25: public.ecr.aws/aws-cli/aws-cli, as public repositories name its tags; aws/aws-cli, docker/Dockerfile. Version 2.14 and
 * later take credentials of EKS Pod Identity (Amazon EKS user guide, "Use pod identity with the AWS SDK").
 */
export const awsCli = {
  repository: "public.ecr.aws/aws-cli/aws-cli",
  tag: "2.37.9",
  /** Digest of the multi-platform index, or null where nobody has recorded it: then the tag alone names the image. */
  digest: null,
} as const;
