import { duration } from "@streamform/core";
import { z } from "zod";

const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a name has lower-case letters, digits, dots and hyphens");

const certManager = "cert-manager.io";

const schema = z
  .strictObject({
    issuer: z
      .strictObject({
        name: objectName.describe("Name of the issuer."),
        group: z
          .string()
          .max(253)
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "an API group looks like awspca.cert-manager.io")
          .default(certManager)
          .describe(
            "API group of the issuer. Issuers outside cert-manager have their own, such as awspca.cert-manager.io for AWS Private CA. Default: cert-manager.io.",
          ),
        kind: z
          .string()
          .max(63)
          .regex(/^[A-Z][A-Za-z0-9]*$/, "a kind looks like ClusterIssuer")
          .default("ClusterIssuer")
          .describe(
            "Kind of the issuer. In the group cert-manager.io: Issuer, in the environment's namespace, or ClusterIssuer. Default: ClusterIssuer.",
          ),
        trust: z
          .strictObject({
            secret: objectName.describe("Secret in the environment's namespace that holds the CA's certificate."),
            key: z
              .string()
              .min(1)
              .max(253)
              .default("ca.crt")
              .describe("Key of the certificate in it. Default: ca.crt."),
          })
          .optional()
          .describe("Where clients find the CA to trust. Default: clients already trust it."),
      })
      .refine(({ group, kind }) => group !== certManager || kind === "Issuer" || kind === "ClusterIssuer", {
        path: ["kind"],
        message: `the group ${certManager} has the kinds Issuer and ClusterIssuer`,
      })
      .optional()
      .describe("An existing issuer for cert-manager's certificates. Default: a new CA for this environment only."),
    lifetime: duration("h", { min: "24h" }).prefault("90d").describe("How long a certificate is valid. Default: 90d."),
    renewBefore: duration("h", { min: "1h" })
      .prefault("30d")
      .describe("How long before its expiry a certificate is renewed. Default: 30d."),
    caLifetime: duration("h", { min: "720h" })
      .prefault("1825d")
      .describe("How long the environment's own CA is valid. Default: 1825d, five years."),
  })
  .describe("Certificates of brokers and of administrators, by cert-manager.");

type Schema = typeof schema;
export interface CertificatesSchema extends Schema {}

export const certificatesSpec: CertificatesSchema = schema;
