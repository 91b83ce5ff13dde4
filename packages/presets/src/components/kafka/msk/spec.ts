import { arn, cidr, duration, size } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import { deletionProtection } from "../../../aws/deletion-protection.js";
import { replaces } from "../../../aws/replaces.js";
import { mskConfig } from "../../../kafka/configuration/configuration.js";
import { mskInstanceTypeNames, mskQuotas } from "../../../versions/instance-types.js";
import { mskKafkaVersionStrings } from "../../../versions/msk-kafka.js";
import { monitoringLevels } from "../../../versions/msk-metrics.js";

const { volume, autoscalingTarget } = mskQuotas;
/** A volume's size in GiB. Limits: Amazon MSK quota. */
const volumeSize = size("GiB", { min: `${volume.minimum}GiB`, max: `${volume.maximum}GiB` });

/** Days that CloudWatch Logs can keep events. Source: CloudWatch Logs API reference, PutRetentionPolicy. */
const cloudwatchRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const storageAutoscaling = z.strictObject({
  maximum: volumeSize.describe("Maximum size of each broker's volume, such as 500GiB."),
  targetUtilization: z
    .int()
    .min(autoscalingTarget.minimum)
    .max(autoscalingTarget.maximum)
    .default(60)
    .describe("Use of the volume, in percent, at which it grows, 10 to 80. Default: 60."),
});

const authentication = z
  .strictObject({
    iam: z
      .boolean()
      .default(true)
      .describe(
        "Authentication by AWS identities (SASL/IAM, port 9098). Streamform creates policies for producers, consumers and administrators. Default: true.",
      ),
    scram: z
      .strictObject({
        admin: z
          .string()
          .describe("Entry of `secrets.entries` with the credentials of the administrator, who creates topics."),
      })
      .optional()
      .describe(
        "Authentication by user name and password (SASL/SCRAM, port 9096): every entry of `secrets.entries` of kind msk-scram is a user. Default: off.",
      ),
    mtls: z
      .strictObject({
        certificateAuthorityArns: z
          .array(arn("acm-pca"))
          .min(1)
          .describe("ARNs of the private CAs (AWS Private CA) whose certificates are accepted."),
      })
      .optional()
      .describe("Authentication by client certificates (mutual TLS, port 9094). Default: off."),
    none: z
      .boolean()
      .default(false)
      .describe("No authentication: anyone who reaches the brokers has all rights. Default: false."),
  })
  .prefault({})
  .describe("How clients authenticate. Several kinds can be on at once; each has its own port.");

const encryption = z
  .strictObject({
    inTransit: z
      .enum(["TLS", "TLS_PLAINTEXT", "PLAINTEXT"])
      .default("TLS")
      .describe(
        "Encryption between clients and brokers: TLS only, both, or plaintext only. Every kind of authentication except `none` needs TLS. Default: TLS.",
      ),
    inCluster: replaces(
      "the cluster, with its data",
      z.boolean().default(true).describe("Whether brokers encrypt the traffic between them. Default: true."),
    ),
    kmsKey: replaces(
      "the cluster, with its data; from own to aws it deletes the key that the volumes still need",
      z
        .union([z.enum(["aws", "own"]), z.strictObject({ arn: arn("kms").describe("ARN of an existing KMS key.") })])
        .default("aws")
        .describe(
          "Key of the volumes: aws for the account's own aws/kafka key, own for a new key, or the ARN of an existing key. Default: aws.",
        ),
    ),
  })
  .prefault({})
  .describe("Encryption in transit and at rest.");

const bucketName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "an S3 bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens",
  );
const prefix = z
  .string()
  .max(512)
  .regex(/^[A-Za-z0-9!_.*'()/-]*$/, "a prefix has letters, digits and ! _ . * ' ( ) / -");

const logs = z
  .strictObject({
    cloudwatch: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe("Whether broker logs go to CloudWatch Logs, into /aws/msk/<cluster>. Default: true."),
        retention: duration("d")
          .refine(
            (days) => cloudwatchRetentions.includes(days),
            `CloudWatch Logs keeps events for ${cloudwatchRetentions.join(", ")} days`,
          )
          .prefault("7d")
          .describe(
            `How long they are kept there: one of ${cloudwatchRetentions.join(", ")} days, such as 30d. Default: 7d.`,
          ),
      })
      .prefault({})
      .describe("Broker logs in CloudWatch Logs."),
    s3: z
      .strictObject({
        bucket: bucketName
          .optional()
          .describe("Existing bucket that delivery.logs.amazonaws.com may write to. Default: a new bucket."),
        prefix: prefix.optional().describe("Prefix of the objects' keys. Default: none."),
        retention: duration("d", { min: "1d" })
          .prefault("90d")
          .describe("How long a new bucket keeps logs. Default: 90d."),
      })
      .optional()
      .describe("Broker logs in S3. Default: none."),
    firehose: z
      .strictObject({
        deliveryStream: z
          .string()
          .regex(/^[A-Za-z0-9_.-]{1,64}$/, "a delivery stream's name has letters, digits and _ . -, at most 64")
          .describe(
            "Name of the existing Firehose delivery stream. It must have the tag LogDeliveryEnabled with the value true: MSK writes to no other stream.",
          ),
      })
      .optional()
      .describe("Broker logs to Amazon Data Firehose. Default: none."),
  })
  .prefault({})
  .describe("Where broker logs go.");

/** What the network of a client can be let in to: listeners, and the exporters of open monitoring. */
const clientListeners = ["plaintext", "tls", "scram", "iam", "prometheus"] as const;

const client = z
  .strictObject({
    cidr: cidr()
      .optional()
      .describe("Addresses that may connect, in CIDR notation. Write either this or `securityGroup`."),
    securityGroup: z
      .string()
      .regex(/^sg-[0-9a-f]{8,17}$/, "a security group's id looks like sg-0123456789abcdef0")
      .optional()
      .describe("Security group whose members may connect. Write either this or `cidr`."),
    listeners: z
      .array(z.enum(clientListeners))
      .min(1)
      .optional()
      .describe(
        "Listeners that the client may use; prometheus means the exporters of `openMonitoring`. Default: all Kafka listeners that are on.",
      ),
  })
  .refine(
    (value) => (value.cidr === undefined) !== (value.securityGroup === undefined),
    "a client has either a cidr or a securityGroup",
  );

const schema = z
  .strictObject({
    kafkaVersion: z
      .enum(mskKafkaVersionStrings)
      .describe(
        "Apache Kafka version of the brokers, as MSK names it. A version with `.kraft` runs without ZooKeeper. You can raise the version later, but never lower it, and you cannot change a cluster from ZooKeeper to KRaft.",
      ),
    instanceType: z
      .enum(mskInstanceTypeNames)
      .default("kafka.m7g.large")
      .describe(
        "Broker instance type. express.* brokers have their own storage. You can change it later within kafka.* or within express.*. Default: kafka.m7g.large.",
      ),
    brokersPerZone: z
      .int()
      .min(1)
      .max(30)
      .default(1)
      .describe("Brokers in each zone of the network. You can raise it later. Default: 1."),
    volumeSize: volumeSize
      .optional()
      .describe(
        "Volume of each broker, 1GiB to 16384GiB. It can grow later, by at least 10GiB, but never shrink. Default: 100GiB; Express brokers have none.",
      ),
    storageAutoscaling: storageAutoscaling
      .optional()
      .describe("Storage autoscaling. With it, `volumeSize` is only the first size of the volumes. Default: off."),
    provisionedThroughput: z
      .int()
      .min(250)
      .max(1000)
      .optional()
      .describe(
        "Storage throughput of each broker in MiB/s, 250 to 1000, for the large instance types. Default: the volume's baseline.",
      ),
    storageMode: z
      .enum(["local", "tiered"])
      .default("local")
      .describe(
        "Whether topics may move old segments to tiered storage. You cannot turn it off again. Default: local.",
      ),
    authentication,
    encryption,
    configuration: mskConfig
      .default({})
      .describe(
        "Broker configuration, by Kafka's own keys. Default: default.replication.factor as many as zones, min.insync.replicas one less, num.partitions 3, auto.create.topics.enable false, unclean.leader.election.enable false; MSK's for all others.",
      ),
    logs,
    monitoring: z
      .enum(monitoringLevels)
      .default("DEFAULT")
      .describe("Level of the CloudWatch metrics; only DEFAULT is free. Default: DEFAULT."),
    openMonitoring: z
      .strictObject({
        jmx: z.boolean().default(false).describe("JMX exporter of every broker, port 11001. Default: false."),
        node: z.boolean().default(false).describe("Node exporter of every broker, port 11002. Default: false."),
      })
      .prefault({})
      .describe("Metrics for Prometheus."),
    clients: z
      .record(dnsLabel("a client's name", 64), client)
      .default({})
      .describe(
        "Clients outside the network that may connect, by name. The internet never reaches the brokers. Default: none.",
      ),
    zookeeper: z
      .enum(["closed", "plaintext", "tls"])
      .default("closed")
      .describe(
        "Whether the network reaches ZooKeeper (2181, or 2182 for TLS). Only old tools need it. Anyone with access can change the cluster's metadata. Default: closed.",
      ),
    deletionProtection: deletionProtection("the cluster, its key and its log bucket"),
  })
  .describe("The Amazon MSK cluster.");

type Schema = typeof schema;
export interface MskSchema extends Schema {}

export const mskSpec: MskSchema = schema;
