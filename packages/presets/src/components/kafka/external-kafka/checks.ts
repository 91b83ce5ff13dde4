import { defineCheck } from "@streamform/core";
import type { ExternalKafkaSpec, externalKafkaSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** Whether the brokers are Amazon MSK's. Source of the names: Amazon MSK developer guide, getting the bootstrap brokers. */
function isMsk({ listeners: { iam, mtls } }: ExternalKafkaSpec): boolean {
  const named = mtls?.bootstrapServers.some((server) => /\.kafka\.[a-z0-9-]+\.amazonaws\.com(\.cn)?:/.test(server));
  return iam !== undefined || named === true;
}

const authorityUnknown = defineCheck<typeof externalKafkaSpec, typeof uses>({
  code: "SF2846",
  title: "A CA that an existing MSK cluster does not know",
  severity: "error",
  because:
    "MSK accepts only client certificates of AWS Private CAs. No broker accepts a certificate of the environment's own CA.",
  instead:
    "Name an issuer that signs with a private CA of the cluster in `certificates.issuer`, such as an AWSPCAClusterIssuer of the group awspca.cert-manager.io. Or remove `certificates`.",
  source: "Amazon MSK developer guide, mutual TLS client authentication; cert-manager/aws-privateca-issuer",
  run: ({ spec, uses: { certificates }, atRoot }) =>
    certificates?.ownAuthority === true && spec.listeners.mtls !== undefined && isMsk(spec)
      ? [atRoot("certificates", "the environment has its own CA, which signs itself")]
      : [],
});

export const checks = [authorityUnknown];
