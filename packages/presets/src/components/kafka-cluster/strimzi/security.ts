import { kafkaUser } from "../../../versions/strimzi.js";

/**
 * What the restricted Pod Security Standard asks for. Strimzi sets it only where its operator is told to, and an operator that was there
 * before may not be. Its containers write to mounted volumes alone.
 *
 * Source: Strimzi documentation, "Applying security context to Strimzi pods and containers"; strimzi/strimzi-kafka-operator#4162.
 */
const seccompProfile = { type: "RuntimeDefault" } as const;

export const containerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile,
};

export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: kafkaUser.uid,
  runAsGroup: kafkaUser.gid,
  seccompProfile,
};

/** Of pods with volumes: they belong to the image's group, and are not gone through file by file at each start. */
export const podSecurityWithVolumes = {
  ...podSecurity,
  fsGroup: kafkaUser.gid,
  fsGroupChangePolicy: "OnRootMismatch",
};
