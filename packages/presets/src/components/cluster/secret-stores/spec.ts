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
        "Stores that exist in the cluster; none are made then. Default: two stores of the environment's own, in its namespace.",
      ),
  })
  .describe("The stores by which External Secrets reads from AWS.");

type Schema = typeof schema;
export interface SecretStoresSchema extends Schema {}

export const secretStoresSpec: SecretStoresSchema = schema;
