import { defineCheck } from "@streamform/core";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const issuerOfOthers = defineCheck<Spec, Uses>({
  code: "SF2844",
  title: "An issuer that signs for others too",
  severity: "warning",
  because:
    "Kafka recognises super users by the name in their certificate. Anyone who gets a certificate from this issuer with the CN of the administrator or of a broker can do everything.",
  instead:
    "Remove `certificates.issuer`, so that this environment gets its own CA. Or keep the issuer from signing these names for others, and say so under `ignore`.",
  source: "Apache Kafka documentation, customizing SSL user name",
  run: ({ environment, uses: { certificates }, atRoot }) =>
    certificates === undefined || certificates.ownAuthority
      ? []
      : [
          atRoot(
            "certificates.issuer.name",
            `${certificates.issuer.name} can make anybody a super user of ${environment.name}, as CN=${environment.name}-admin`,
          ),
        ],
});

export const publicIssuer = defineCheck<Spec, Uses>({
  code: "SF2845",
  title: "An issuer whose CA the clients do not have",
  severity: "warning",
  because:
    "The certificates name hosts inside the Kubernetes cluster, which no public CA signs. Pods find the CA of a private issuer only in the Secret that `trust` names, or in the `ca.crt` that the issuer writes beside each certificate. Not every kind of issuer writes it.",
  instead: "Name the Secret with the CA's certificate in `certificates.issuer.trust`.",
  source: "cert-manager documentation, CA issuers and the key ca.crt of Secrets",
  run: ({ uses: { certificates }, atRoot }) =>
    certificates !== undefined && certificates.trust === undefined
      ? [atRoot("certificates.issuer", `pods do not know where to find the CA of ${certificates.issuer.name}`)]
      : [],
});
