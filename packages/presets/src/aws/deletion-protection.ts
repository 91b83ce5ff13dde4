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

/** Whether what holds data is protected: as the spec says, or by the stage. */
export function isProtected(
  spec: { readonly deletionProtection?: boolean | undefined },
  { stage }: EnvironmentInfo,
): boolean {
  return spec.deletionProtection ?? stage === "production";
}

/** `lifecycle.prevent_destroy` where something is protected, nothing otherwise: blocks stand only where they are asked for. */
export function preventDestroy(protectedFromDeletion: boolean) {
  return protectedFromDeletion ? { lifecycle: { preventDestroy: true } } : {};
}
