import type { Deferred, SecretReference } from "@streamform/core";
import type { Jar } from "../versions/jar.js";

/** How clients authenticate. */
export type Authentication = "none" | "mtls" | "scram" | "iam";

/** A listener of the cluster. */
export interface Listener {
  /** `plaintext` and `tls` ask for nothing, `mtls` for a certificate, `scram` and `plain` for a password, `iam` for AWS credentials. */
  readonly name: "plaintext" | "tls" | "mtls" | "scram" | "plain" | "iam";
  /** Kafka's `security.protocol`. */
  readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
  /** Kafka's `sasl.mechanism`, where the protocol has SASL. */
  readonly mechanism?: "SCRAM-SHA-512" | "SCRAM-SHA-256" | "PLAIN" | "AWS_MSK_IAM" | undefined;
  readonly port: number;
  /** Comma-separated `host:port`. */
  readonly bootstrapServers: string | Deferred<string>;
  /** Where pods of the environment's namespace find the CA that signs the brokers' certificates; undefined where every client knows it. */
  readonly trust?: SecretKey | undefined;
}

/** A key of a Secret in the environment's namespace. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/** A client certificate in a Secret of the environment's namespace, in PEM; the private key is in PKCS #8. */
export interface ClientCertificate {
  readonly secret: string;
  /** Keys of the certificate, with its chain, and of the private key. */
  readonly certificate: string;
  readonly privateKey: string;
}

/** Facts about a Kafka for topics, clients, connectors and alerts. */
export interface KafkaFacts {
  /** Version of the brokers, as `3.5.1`; a series such as `3.9.x` where the operator picks the patch. */
  readonly version: string;
  readonly brokers: number;
  /** Availability zones that the brokers are spread over. */
  readonly zones: readonly string[];
  /** In order of preference: the first is what components of the environment use. */
  readonly listeners: readonly [Listener, ...Listener[]];
  /** What topics inherit from the brokers' configuration. */
  readonly defaults: TopicDefaults;
  /** Partitions, copies counted, that a broker should carry at most; undefined where nobody gives a figure. */
  readonly partitionsPerBroker?: number | undefined;
  /** Storage of all brokers together in GiB, including automatic growth; Infinity without a bound. */
  readonly storage: number;
  /** Whether topics may move old segments to tiered storage. */
  readonly tieredStorage: boolean;
  /** Rules for tiered topics in addition to Kafka's own; undefined if there are none. */
  readonly tieredTopics?: TieredTopics | undefined;
  /** Pods of the operator that runs it; undefined where none does. */
  readonly operator?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> } | undefined;
  /** Name of the cluster in labels, metrics and dashboards; undefined if nothing in Kubernetes has it. */
  readonly clusterName?: string | undefined;
  /** Kafka's own programs that run in pods beside the brokers: Connect, MirrorMaker, exporters. */
  readonly programs: Programs;
  /** Credentials of an administrator, with the keys `username` and `password`, where a listener asks for a password. */
  readonly admin?: SecretReference | undefined;
  /** Name of that administrator where it is no super user, so that it has to give itself its rights before anybody else gets any. */
  readonly administratorWithoutRights?: string | undefined;
  /** Names of users that something else makes than `users`. */
  readonly otherUsers?: readonly string[] | undefined;
  /** The cluster that secrets with passwords are associated with: its ARN up to what AWS adds, and that. */
  readonly passwordCluster?:
    | {
        readonly arnBegin: string;
        readonly arnEnd: Deferred<string>;
        /** Whether Terraform refuses to delete the cluster, and with it the key of the passwords. */
        readonly isProtected: boolean;
      }
    | undefined;
  /** What the names of the secrets begin with that the Kafka reads its users' passwords from. */
  readonly passwordPrefix?: string | undefined;
  /** Certificate of a super user for the listener `mtls`, if there is one. Jobs and restores log in with it. */
  readonly adminCertificate?: ClientCertificate | undefined;
  /** The cluster's ARN, and ZooKeeper's addresses if clients can reach it; undefined if there are none. */
  readonly clusterArn?: Deferred<string> | undefined;
  readonly zookeeperConnect?: Deferred<string> | undefined;
  /** ARNs, which follow from their names, of the IAM policies by which roles may use the cluster, where a listener asks for AWS credentials. */
  readonly iamPolicies?: { readonly producer: string; readonly consumer: string; readonly admin: string } | undefined;
  /** The ARNs for your own policies, if a listener accepts AWS credentials. */
  readonly iamResources?: IamResources | undefined;
}

/** Kafka's programs: an image that Strimzi builds, and what goes with it. */
export interface Programs {
  /** Version of Kafka in it. */
  readonly kafka: string;
  readonly image: string;
  /** The copy that the spec names: an operator is told of no other. */
  readonly ownImage?: string | undefined;
  /** Pattern of the path of the JMX exporter's agent. */
  readonly jmxExporter: string;
  /** The command-line tools that suit the brokers: an image with them in /opt/kafka/bin, and who its pods run as. */
  readonly tools: {
    readonly version: string;
    readonly image: string;
    readonly user: { readonly uid: number; readonly gid: number };
  };
  /** The library by which Java clients log in with AWS credentials, which these images lack. */
  readonly iamLibrary: Jar;
}

/** The cluster's ARN, and the prefixes of the ARNs of topics, groups and transactional ids. */
export interface IamResources {
  readonly cluster: string;
  readonly topics: string;
  readonly groups: string;
  readonly transactionalIds: string;
}

/** The brokers' defaults for topics. */
export interface TopicDefaults {
  /** `default.replication.factor` and `min.insync.replicas`. */
  readonly replicationFactor: number;
  readonly minInsyncReplicas: number;
  /** `log.retention.ms` or one of its synonyms, in milliseconds; negative: for ever. */
  readonly retention: number;
  /** `log.retention.bytes` of a partition; below zero without a bound. */
  readonly retentionBytes: number;
  /** `log.local.retention.ms` and `log.local.retention.bytes`, of tiered topics; -2 for as much as in all. */
  readonly localRetention: number;
  readonly localRetentionBytes: number;
  /** `log.cleanup.policy`. */
  readonly cleanupPolicy: readonly string[];
}

/** Least values of a tiered topic: `segment.bytes` in bytes, `segment.ms` and `retention.ms` in milliseconds. */
export interface TieredTopics {
  readonly segmentBytes: number;
  readonly segment: number;
  readonly retention: number;
}
