import { z } from "zod";

const storeName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/)
  .max(253);

const schema = z
  .strictObject({
    existing: z
      .strictObject({
        kind: z.enum(["SecretStore", "ClusterSecretStore"]).describe("Kind of both stores."),
        parameters: storeName.describe("Name of the store over SSM parameters."),
        secrets: storeName.describe("Name of the store over Secrets Manager."),
      })
      .optional()
      .describe(
        "Existing stores in the cluster; Streamform then creates none. Default: two new stores in the environment's namespace.",
      ),
  })
  .describe("The SecretStores through which External Secrets reads from AWS.");

type Schema = typeof schema;
export interface SecretStoresSchema extends Schema {}

export const secretStoresSpec: SecretStoresSchema = schema;
