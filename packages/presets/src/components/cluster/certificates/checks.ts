import { defineCheck } from "@streamform/core";
import type { certificatesSpec } from "./spec.js";

type Spec = typeof certificatesSpec;

/**
 * Hours within which a broker of the engine `statefulset` always loads a new certificate: it waits at most seven days for the health of
 * the others, and then for its turn to restart.
 */
const takenUpAfter = 8 * 24;

export const renewedTooEarly = defineCheck<Spec>({
  code: "SF2841",
  title: "A renewal that is due before the certificate is issued",
  severity: "error",
  because: "cert-manager refuses a certificate unless `renewBefore` is shorter than its lifetime.",
  instead: "Set `renewBefore` to a third of `lifetime`.",
  source: "cert-manager API reference, CertificateSpec.renewBefore",
  run: ({ spec, at }) =>
    spec.renewBefore >= spec.lifetime
      ? [
          at(
            "renewBefore",
            `the certificate lasts ${spec.lifetime} hours and is renewed ${spec.renewBefore} hours before its end`,
          ),
        ]
      : [],
});

export const renewedTooLate = defineCheck<Spec>({
  code: "SF2842",
  title: "Too little time to roll out a new certificate",
  severity: "warning",
  because:
    "Brokers restart one by one to load a new certificate. Each waits up to seven days while other replicas are out of sync. If the old certificate expires first, no client can connect.",
  instead: "Set `renewBefore` to at least 8d.",
  run: ({ spec, at }) =>
    spec.renewBefore < takenUpAfter && spec.renewBefore < spec.lifetime
      ? [at("renewBefore", `the renewal is ${spec.renewBefore} hours before the certificate expires`)]
      : [],
});

export const authorityEndsFirst = defineCheck<Spec>({
  code: "SF2843",
  title: "A CA that expires before the certificates that it signs",
  severity: "error",
  because: "Clients reject a certificate once its CA has expired, even if the certificate itself is still valid.",
  instead: "Set `caLifetime` to several times `lifetime`.",
  source: "RFC 5280, section 6.1",
  run: ({ spec, at }) =>
    // A CA is renewed when a third of its time is left, so a certificate can rely on that time only.
    spec.issuer === undefined && spec.caLifetime / 3 < spec.lifetime
      ? [
          at(
            "caLifetime",
            `the CA may have ${Math.floor(spec.caLifetime / 3)} hours left when it signs a certificate for ${spec.lifetime} hours`,
          ),
        ]
      : [],
});

export const issuerOfOthers = defineCheck<Spec>({
  code: "SF2844",
  title: "An issuer that signs for others too",
  severity: "warning",
  because:
    "Kafka recognises super users by the name in their certificate. Anyone who gets a certificate from this issuer with the CN of the administrator or of a broker can do everything.",
  instead:
    "Leave `issuer` out, so that this environment gets its own CA. Or keep the issuer from signing these names for others, and say so under `ignore`.",
  source: "Apache Kafka documentation, customizing SSL user name",
  run: ({ spec, environment, at }) =>
    spec.issuer === undefined
      ? []
      : [
          at(
            "issuer.name",
            `${spec.issuer.name} can make anybody a super user of ${environment.name}, as CN=${environment.name}-admin`,
          ),
        ],
});

export const publicIssuer = defineCheck<Spec>({
  code: "SF2845",
  title: "An issuer whose CA the clients do not have",
  severity: "warning",
  because:
    "The certificates name hosts inside the Kubernetes cluster, which no public CA signs. Pods find the CA of a private issuer only in the Secret that `trust` names, or in the `ca.crt` that the issuer writes beside each certificate. Not every kind of issuer writes it.",
  instead: "Name the Secret with the CA's certificate in `issuer.trust`.",
  source: "cert-manager documentation, CA issuers and the key ca.crt of Secrets",
  run: ({ spec, at }) =>
    spec.issuer !== undefined && spec.issuer.trust === undefined
      ? [at("issuer", `pods do not know where to find the CA of ${spec.issuer.name}`)]
      : [],
});

export const checks = [renewedTooEarly, renewedTooLate, authorityEndsFirst, issuerOfOthers, publicIssuer];
