import { defineCapability } from "./capability.js";

/** A SecretStore of External Secrets. */
export interface StoreReference {
  readonly name: string;
  readonly kind: "SecretStore" | "ClusterSecretStore";
}

/** How values from AWS get into the cluster: a store over SSM parameters and one over Secrets Manager. */
export interface SecretStores {
  readonly parameters: StoreReference;
  readonly secrets: StoreReference;
}

export const secretStores = defineCapability<SecretStores>()("secretStores");
