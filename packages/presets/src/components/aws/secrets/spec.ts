import { duration, freeText } from "@streamform/core";
import { z } from "zod";
import { deletionProtection } from "../../../aws/deletion-protection.js";

const entryName = z
  .string()
  .max(64)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "an entry's name has lower-case letters, digits and hyphens, such as orders-app",
  );

const description = freeText(2048).optional().describe("What the secret is for. Default: none.");

const mskScram = z.strictObject({
  kind: z.literal("msk-scram").describe("User name and password of a Kafka user of Amazon MSK, by SASL/SCRAM."),
  username: z
    .string()
    .max(128)
    .regex(/^[A-Za-z0-9._@-]+$/, "a Kafka user's name has letters, digits and . _ @ -")
    .optional()
    .describe("Name that the user logs in with. Default: the entry's name."),
  description,
});

const password = z.strictObject({
  kind: z.literal("password").describe("A random password and nothing else."),
  description,
});

const manual = z.strictObject({
  kind: z.literal("manual").describe("A value that only a person knows, such as a webhook's address."),
  description,
});

const schema = z
  .strictObject({
    recoveryWindow: duration("d", { min: "7d", max: "30d" })
      .prefault("30d")
      .describe(
        "How long a deleted secret can be restored. Its name cannot be used again until then. 7d to 30d. Default: 30d.",
      ),
    deletionProtection: deletionProtection("the key of the secrets"),
    entries: z
      .record(entryName, z.discriminatedUnion("kind", [mskScram, password, manual]))
      .describe(
        "Secrets by name. Terraform creates them empty and the generated script `set-values.sh` sets their values, so that neither Git nor Terraform's state holds a value.",
      ),
  })
  .describe("Secrets in AWS Secrets Manager, created without values.");

type Schema = typeof schema;
export interface SecretsSchema extends Schema {}

export const secretsSpec: SecretsSchema = schema;
