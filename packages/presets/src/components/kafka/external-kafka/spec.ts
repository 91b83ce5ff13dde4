import { arn, secretReference } from "@streamform/core";
import { z } from "zod";

const servers = z
  .array(
    z
      .string()
      .max(259)
      .regex(/^[a-zA-Z0-9.-]+:\d{1,5}$/, "an address is host:port, such as kafka.acme.example:9092")
      .refine((address) => {
        const port = Number(address.split(":")[1]);
        return port >= 1 && port <= 65_535;
      }, "a port is a number from 1 to 65535"),
  )
  .min(1)
  .describe("Bootstrap addresses, each as host:port.");

const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a name has lower-case letters, digits, dots and hyphens");
const key = (usual: string) =>
  z.string().min(1).max(253).default(usual).describe(`Key in the Secret. Default: ${usual}.`);

const trust = z
  .strictObject({
    secret: objectName.describe("Secret in the environment's namespace with the CA's certificate."),
    key: key("ca.crt"),
  })
  .optional()
  .describe("CA of the brokers' certificates. Default: a public CA.");

const administrator = secretReference()
  .optional()
  .describe(
    "Secret with the keys `username` and `password` of an administrator. The Jobs that apply topics, users and rights log in with it. Default: none.",
  );

const tls = z.boolean().default(true).describe("Whether connections are encrypted. Default: true.");

const listeners = z
  .strictObject({
    scram: z
      .strictObject({
        bootstrapServers: servers,
        mechanism: z
          .enum(["SCRAM-SHA-512", "SCRAM-SHA-256"])
          .default("SCRAM-SHA-512")
          .describe("SASL mechanism. Default: SCRAM-SHA-512."),
        tls,
        trust,
        administrator,
      })
      .optional()
      .describe("Listener that accepts passwords by SCRAM. Default: none."),
    iam: z
      .strictObject({
        bootstrapServers: servers,
        clusterArn: arn("kafka").describe("ARN of the Amazon MSK cluster, for the policies of IAM roles."),
      })
      .optional()
      .describe("Listener of an Amazon MSK cluster that accepts AWS credentials. Default: none."),
    mtls: z
      .strictObject({
        bootstrapServers: servers,
        trust,
        administrator: z
          .strictObject({
            secret: objectName.describe("Secret in the environment's namespace with an administrator's certificate."),
            certificate: key("tls.crt"),
            privateKey: key("tls.key"),
          })
          .optional()
          .describe(
            "Certificate of an administrator. The Jobs that apply topics, users and rights log in with it. Default: none.",
          ),
      })
      .optional()
      .describe("Listener that accepts client certificates. Default: none."),
    plain: z
      .strictObject({ bootstrapServers: servers, tls, trust, administrator })
      .optional()
      .describe("Listener that accepts passwords by PLAIN. Default: none."),
    tls: z
      .strictObject({ bootstrapServers: servers, trust })
      .optional()
      .describe("Encrypted listener that authenticates no client. Default: none."),
    plaintext: z
      .strictObject({ bootstrapServers: servers })
      .optional()
      .describe("Listener without encryption and authentication. Default: none."),
  })
  .refine(
    (value) => Object.values(value).some((listener) => listener !== undefined),
    "a Kafka has at least one listener",
  )
  .describe("Listeners of the brokers. Components use the first of scram, iam, mtls, plain, tls and plaintext.");

const schema = z
  .strictObject({
    version: z
      .string()
      .regex(/^\d+\.\d+(\.(\d+|x))?$/, "a version of Kafka looks like 4.1.0 or 3.9.x")
      .describe("Apache Kafka version of the brokers, such as 4.1.0."),
    brokers: z.int().min(1).max(1000).default(3).describe("Number of brokers. Default: 3."),
    replicationFactor: z
      .int()
      .min(1)
      .max(100)
      .default(3)
      .describe("The brokers' `default.replication.factor`. Default: 3."),
    minInsyncReplicas: z.int().min(1).max(100).default(2).describe("The brokers' `min.insync.replicas`. Default: 2."),
    listeners,
  })
  .describe(
    "An existing Kafka of any vendor. Streamform does not create or change it. It takes the place of the platform's own Kafka: write `kafkaCluster: null`, or `msk: null` and `network: null`.",
  );

type Schema = typeof schema;
/** The schema under a name that declarations keep. */
export interface ExternalKafkaSchema extends Schema {}
export const externalKafkaSpec: ExternalKafkaSchema = schema;

export type ExternalKafkaSpec = z.output<Schema>;
