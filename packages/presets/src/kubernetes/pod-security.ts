/** The Pod Security Standard `restricted`. Source: Kubernetes documentation, Pod Security Standards. */

/** The seccomp profile that it takes. */
export const seccompProfile = { type: "RuntimeDefault" } as const;

/** Security context of a container whose pod sets the user and the seccomp profile. It writes to mounted volumes only. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** Complete security context of a container in a pod that somebody else creates. */
export const wholeContainerSecurity = { ...containerSecurity, runAsNonRoot: true, seccompProfile };
