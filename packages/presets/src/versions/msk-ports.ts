/**
 * Listeners of Amazon MSK brokers: ports, and what a client sets to use them.
 *
 * Looked up on 2026-11-21 in Amazon MSK Developer Guide, "Port information", "Monitor an MSK Provisioned cluster with Prometheus",
 * "IAM access control", "Sign-in credentials authentication with AWS Secrets Manager" (SCRAM-SHA-512 only); and in the AWS provider's
 * documentation of `aws_msk_cluster` (which listener each bootstrap attribute belongs to).
 */

/** How clients prove who they are; `none` and `mtls` share the TLS listener. */
export type MskAuthentication = "none" | "mtls" | "scram" | "iam";

/** Whether clients may, must or cannot use TLS: `encryption_in_transit.client_broker`. */
export type ClientBrokerEncryption = "TLS" | "TLS_PLAINTEXT" | "PLAINTEXT";

/** One listener. */
export interface MskListener {
  readonly port: number;
  /** Port over public addresses, or null where MSK has no public listener. */
  readonly publicPort: number | null;
  /** Port of clusters with dual-stack addresses, over IPv6. */
  readonly ipv6Port: number;
  readonly protocol: "PLAINTEXT" | "SSL" | "SASL_SSL";
  readonly mechanism: "SCRAM-SHA-512" | "AWS_MSK_IAM" | null;
  /** Attribute of cdktf's `MskCluster` with its bootstrap servers. */
  readonly bootstrapAttribute:
    | "bootstrapBrokers"
    | "bootstrapBrokersTls"
    | "bootstrapBrokersSaslScram"
    | "bootstrapBrokersSaslIam";
}

export const mskListeners = {
  plaintext: {
    port: 9092,
    publicPort: null,
    ipv6Port: 20092,
    protocol: "PLAINTEXT",
    mechanism: null,
    bootstrapAttribute: "bootstrapBrokers",
  },
  tls: {
    port: 9094,
    publicPort: 9194,
    ipv6Port: 20094,
    protocol: "SSL",
    mechanism: null,
    bootstrapAttribute: "bootstrapBrokersTls",
  },
  scram: {
    port: 9096,
    publicPort: 9196,
    ipv6Port: 20096,
    protocol: "SASL_SSL",
    mechanism: "SCRAM-SHA-512",
    bootstrapAttribute: "bootstrapBrokersSaslScram",
  },
  iam: {
    port: 9098,
    publicPort: 9198,
    ipv6Port: 20098,
    protocol: "SASL_SSL",
    mechanism: "AWS_MSK_IAM",
    bootstrapAttribute: "bootstrapBrokersSaslIam",
  },
} as const satisfies Readonly<Record<string, MskListener>>;

export type MskListenerName = keyof typeof mskListeners;

/** Ports of the ZooKeeper nodes, in clusters that have them. */
export const mskZooKeeperPorts = { plaintext: 2181, tls: 2182 } as const;

/** Ports of open monitoring on every broker. */
export const mskMonitoringPorts = { jmxExporter: 11001, nodeExporter: 11002 } as const;

/** The listeners that a cluster opens, in order of their ports. */
export function openListeners(
  authentication: readonly MskAuthentication[],
  encryption: ClientBrokerEncryption,
): readonly MskListenerName[] {
  const asks = (...wanted: readonly MskAuthentication[]) => wanted.some((one) => authentication.includes(one));
  const open: Readonly<Record<MskListenerName, boolean>> = {
    plaintext: encryption !== "TLS" && asks("none"),
    tls: encryption !== "PLAINTEXT" && asks("none", "mtls"),
    scram: encryption !== "PLAINTEXT" && asks("scram"),
    iam: encryption !== "PLAINTEXT" && asks("iam"),
  };
  return (Object.keys(mskListeners) as MskListenerName[]).filter((name) => open[name]);
}
