import { seccompProfile } from "../kubernetes/pod-security.js";
import { kafkaUser } from "../versions/strimzi.js";

/** Who pods of Kafka's image run as, whoever makes them. */
export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: kafkaUser.uid,
  runAsGroup: kafkaUser.gid,
  fsGroup: kafkaUser.uid,
  seccompProfile,
};
