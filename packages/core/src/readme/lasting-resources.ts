/**
 * Types of AWS resources that hold data, or that take long or much to bring back: whoever takes an environment down wants to know of
 * each. Of the rest, Terraform makes the same again in minutes.
 */
const lastingTypes: ReadonlySet<string> = new Set([
  "aws_acmpca_certificate_authority",
  "aws_backup_vault",
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_ebs_volume",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_eip",
  "aws_eks_cluster",
  "aws_elasticache_cluster",
  "aws_elasticache_replication_group",
  "aws_elasticache_serverless_cache",
  "aws_glue_registry",
  "aws_glue_schema",
  "aws_grafana_workspace",
  "aws_instance",
  "aws_kinesis_stream",
  "aws_kms_key",
  "aws_msk_cluster",
  "aws_msk_serverless_cluster",
  "aws_opensearch_domain",
  "aws_prometheus_workspace",
  "aws_rds_cluster",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_vpc",
]);

/** Whether the loss of such a resource is worth a thought. */
export function isLasting(type: string): boolean {
  return lastingTypes.has(type);
}
