import type { Kafka } from "../../../kafka/kafka.js";
import type { Users } from "./spec.js";

/**
 * Secrets that other components make, or Strimzi for them: of connectors, of clients, of the topics' Job, of mirrors, and the certificates that
 * Strimzi's workers of Connect and MirrorMaker trust. Source: Strimzi 1.2, KafkaConnectResources.
 */
const ofComponents = /^(connect-connectors|kafka-client-.+|kafka-cluster|topics-client|mirror-.+-password)$/;
const ofWorkers = /^(connect|mirror-.+)-connect-tls-trusted-certs$/;

/**
 * Whose Secret has the name of a user, so that the user's own cannot; undefined where nobody's has. All that begins with the cluster's name and a
 * hyphen belongs to the cluster: certificates of brokers, CAs and operators, and the users of components. Source: Strimzi 1.2, KafkaResources.
 */
export function ownerOfSecret(
  name: string,
  users: Users,
  { clusterName = "kafka", adminCertificate, listeners, topicsBy }: Kafka,
): string | undefined {
  const ofCluster = [clusterName, adminCertificate?.secret, ...listeners.map(({ trust }) => trust?.secret)];
  if (ofCluster.includes(name) || name.startsWith(`${clusterName}-`)) return "the cluster";
  if (ofComponents.test(name) || (topicsBy === "strimzi" && ofWorkers.test(name))) return "another component";
  // A password that is brought has a Secret beside that of the operator's.
  const other = Object.keys(users).find((user) => name === `${user}-password`);
  return other !== undefined && topicsBy === "strimzi" && users[other]?.password !== undefined
    ? `the user ${other}`
    : undefined;
}
