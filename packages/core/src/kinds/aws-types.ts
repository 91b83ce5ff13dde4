import type { NameRule } from "./name-rules.js";
import { nameRules } from "./name-rules.js";

/** What Streamform knows of a type of AWS resource. */
export interface AwsType {
  /** As Terraform names it: `aws_s3_bucket`. */
  readonly type: string;
  /**
   * Why a person thinks twice before it goes: its data goes with it, or it is slow or expensive to bring back. Default: Terraform makes the
   * same again in minutes.
   */
  readonly lasting?: "data" | "slow" | undefined;
  /** Arguments, by Terraform's names, whose change replaces the resource. Blocks are joined by dots: `broker_node_group_info.client_subnets`. */
  readonly replacedBy?: readonly string[] | undefined;
  /** What its name may be. */
  readonly name?: NameRule | undefined;
}

/** The types that an environment knows. */
export interface AwsTypes {
  readonly all: readonly AwsType[];
  named(type: string): AwsType | undefined;
}

/** AWS in general and what components hand in. A type that is described again replaces the earlier one. */
export function awsTypesWith(handedIn: readonly AwsType[]): AwsTypes {
  const byName = new Map([...generalTypes, ...handedIn].map((entry) => [entry.type, entry]));
  return { all: [...byName.values()], named: (type) => byName.get(type) };
}

const data = (type: string, more: Omit<AwsType, "type" | "lasting"> = {}): AwsType => ({
  type,
  lasting: "data",
  ...more,
});
const slow = (type: string, more: Omit<AwsType, "type" | "lasting"> = {}): AwsType => ({
  type,
  lasting: "slow",
  ...more,
});

/**
 * Types of AWS in general that last, are named or are replaced.
 *
 * Source of `replacedBy`: the provider's schemas (`ForceNew`), `internal/service/` of hashicorp/terraform-provider-aws.
 */
const generalTypes: readonly AwsType[] = [
  slow("aws_acmpca_certificate_authority"),
  data("aws_backup_vault", { replacedBy: ["name", "kms_key_arn"] }),
  { type: "aws_cloudwatch_dashboard", replacedBy: ["dashboard_name"], name: nameRules.dashboard },
  data("aws_cloudwatch_log_group", { replacedBy: ["name", "log_group_class"], name: nameRules["log-group"] }),
  { type: "aws_cloudwatch_metric_alarm", replacedBy: ["alarm_name"], name: nameRules.alarm },
  data("aws_db_instance", { name: nameRules.rds }),
  data("aws_dynamodb_table", { replacedBy: ["name", "hash_key", "range_key"] }),
  data("aws_ebs_volume", { replacedBy: ["availability_zone", "encrypted", "kms_key_id", "snapshot_id"] }),
  data("aws_ecr_repository", { replacedBy: ["name", "encryption_configuration"] }),
  data("aws_efs_file_system", { replacedBy: ["encrypted", "kms_key_id", "performance_mode"] }),
  slow("aws_eip"),
  slow("aws_eks_cluster", { replacedBy: ["name"] }),
  data("aws_elasticache_cluster", { name: nameRules.elasticache }),
  data("aws_elasticache_replication_group", { name: nameRules.elasticache }),
  data("aws_elasticache_serverless_cache", { name: nameRules.elasticache }),
  data("aws_glue_registry", { replacedBy: ["registry_name"] }),
  data("aws_glue_schema", { replacedBy: ["schema_name", "registry_arn", "data_format"] }),
  slow("aws_grafana_workspace"),
  { type: "aws_iam_instance_profile", replacedBy: ["name", "path"], name: nameRules["iam-instance-profile"] },
  { type: "aws_iam_policy", replacedBy: ["name", "path", "description"], name: nameRules["iam-policy"] },
  { type: "aws_iam_role", replacedBy: ["name", "path"], name: nameRules["iam-role"] },
  data("aws_instance", { replacedBy: ["ami", "subnet_id", "availability_zone"] }),
  data("aws_kinesis_stream", { replacedBy: ["name"] }),
  { type: "aws_kms_alias", replacedBy: ["name"], name: nameRules["kms-alias"] },
  data("aws_kms_key", { replacedBy: ["customer_master_key_spec", "key_usage", "multi_region", "custom_key_store_id"] }),
  { type: "aws_lb", replacedBy: ["name", "load_balancer_type", "internal"], name: nameRules["load-balancer"] },
  { type: "aws_lb_target_group", replacedBy: ["name", "port", "protocol", "vpc_id"], name: nameRules["target-group"] },
  data("aws_opensearch_domain", { replacedBy: ["domain_name"] }),
  data("aws_prometheus_workspace", { replacedBy: ["kms_key_arn"] }),
  data("aws_rds_cluster", { name: nameRules.rds }),
  slow("aws_route53_zone", { replacedBy: ["name"] }),
  data("aws_s3_bucket", {
    replacedBy: ["bucket", "bucket_prefix", "object_lock_enabled"],
    name: nameRules["s3-bucket"],
  }),
  data("aws_secretsmanager_secret", { replacedBy: ["name", "name_prefix"], name: nameRules.secret }),
  { type: "aws_security_group", replacedBy: ["name", "description", "vpc_id"], name: nameRules["security-group"] },
  { type: "aws_sns_topic", replacedBy: ["name", "fifo_topic"], name: nameRules["sns-topic"] },
  { type: "aws_subnet", replacedBy: ["availability_zone", "cidr_block", "vpc_id"] },
  slow("aws_vpc", { replacedBy: ["cidr_block"] }),
];
