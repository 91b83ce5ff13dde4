import type { Kafka } from "../../../kafka/kafka.js";
import type { Users } from "./spec.js";

/**
 * Secrets that other components make: of connectors, of clients, of the topics' Job and of mirrors.
 */
const ofComponents = /^(connect-connectors|kafka-client-.+|kafka-cluster|topics-client|mirror-.+-password)$/;

/**
 * Whose Secret has the name of a user, so that the user's own cannot; undefined where nobody's has. All that begins with the cluster's name and a
 * hyphen belongs to the cluster: certificates of brokers, CAs and operators, and the users of components. Source: Strimzi 1.2, KafkaResources.
 */
export function ownerOfSecret(
  name: string,
  users: Users,
  { clusterName = "kafka", adminCertificate, listeners, otherUsers = [], users: behaviour }: Kafka,
): string | undefined {
  const ofCluster = [clusterName, adminCertificate?.secret, ...listeners.map(({ trust }) => trust?.secret)];
  if (ofCluster.includes(name) || name.startsWith(`${clusterName}-`)) return "the cluster";
  if (otherUsers.includes(name)) return "`secrets.entries`";
  return ofComponents.test(name) ? "another component" : behaviour.ownerOfSecret(name, users);
}
