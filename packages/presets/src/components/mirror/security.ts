import { kafkaUser } from "../../versions/strimzi.js";

const seccompProfile = { type: "RuntimeDefault" } as const;

/** What the restricted Pod Security Standard asks for, whoever makes the pods. */
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
  fsGroup: kafkaUser.uid,
  seccompProfile,
};
