import { type AwsType, awsWord, type NameRule } from "@streamform/core";

/** What MSK takes as names. Source: Amazon MSK API reference, CreateCluster and CreateConfiguration; developer guide, SASL/SCRAM authentication. */
export const mskNames = {
  cluster: { length: 64, forbidden: awsWord },
  configuration: { length: 64, forbidden: awsWord },
  /** A secret with a user's password: MSK takes no other names. */
  secret: { length: 256, forbidden: awsWord, prefix: "AmazonMSK_" },
} satisfies Record<string, NameRule>;

/**
 * MSK's types of resources.
 *
 * Source of `replacedBy`: the provider's schemas (`ForceNew`), `internal/service/kafka` of hashicorp/terraform-provider-aws.
 */
export const mskTypes: readonly AwsType[] = [
  {
    type: "aws_msk_cluster",
    lasting: "data",
    replacedBy: [
      "cluster_name",
      "broker_node_group_info.az_distribution",
      "broker_node_group_info.client_subnets",
      "encryption_info.encryption_at_rest_kms_key_arn",
      "encryption_info.encryption_in_transit.in_cluster",
    ],
    name: mskNames.cluster,
  },
  {
    type: "aws_msk_serverless_cluster",
    lasting: "data",
    replacedBy: ["cluster_name", "vpc_config"],
    name: mskNames.cluster,
  },
  { type: "aws_msk_configuration", replacedBy: ["name", "kafka_versions"], name: mskNames.configuration },
];
