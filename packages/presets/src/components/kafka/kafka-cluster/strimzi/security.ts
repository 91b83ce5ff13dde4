import { seccompProfile } from "../../../../kubernetes/pod-security.js";
import { kafkaUser } from "../../../../versions/strimzi.js";

/**
 * Strimzi meets the restricted Pod Security Standard only if its operator is configured for it, and an existing operator may not be.
 *
 * Source: Strimzi documentation, "Applying security context to Strimzi pods and containers"; strimzi/strimzi-kafka-operator#4162.
 */
export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: kafkaUser.uid,
  runAsGroup: kafkaUser.gid,
  seccompProfile,
};

/** Of pods that read Secrets: their files belong to this group. */
export const podSecurityWithSecrets = { ...podSecurity, fsGroup: kafkaUser.uid };

/** Of pods with volumes: they belong to the image's group, and are not gone through file by file at each start. */
export const podSecurityWithVolumes = {
  ...podSecurity,
  fsGroup: kafkaUser.gid,
  fsGroupChangePolicy: "OnRootMismatch",
};
