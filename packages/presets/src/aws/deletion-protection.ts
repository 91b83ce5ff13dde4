import type { EnvironmentInfo } from "@streamform/core";
import { z } from "zod";

/** The spec's field for whether Terraform may destroy what holds data. */
export function deletionProtection(what: string) {
  return z
    .boolean()
    .optional()
    .describe(
      `Whether Terraform refuses to destroy ${what}, or to replace it. Default: true in production, false otherwise.`,
    );
}

/** Whether resources with data are protected: by the spec, or by default in production. */
export function isProtected(
  spec: { readonly deletionProtection?: boolean | undefined },
  { stage }: EnvironmentInfo,
): boolean {
  return spec.deletionProtection ?? stage === "production";
}

/** `lifecycle.prevent_destroy` for protected resources; otherwise no block. */
export function preventDestroy(protectedFromDeletion: boolean) {
  return protectedFromDeletion ? { lifecycle: { preventDestroy: true } } : {};
}
