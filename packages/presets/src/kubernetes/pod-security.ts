/** The Pod Security Standard `restricted`. Source: Kubernetes documentation, Pod Security Standards. */

/** The seccomp profile that it takes. */
export const seccompProfile = { type: "RuntimeDefault" } as const;

/** What a container says; its pod says who it runs as, and the profile. It writes to mounted volumes alone. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** What a container says whose pod somebody else makes, and may leave the rest out. */
export const wholeContainerSecurity = { ...containerSecurity, runAsNonRoot: true, seccompProfile };
