import { defineCheck } from "@streamform/core";
import type { certificatesSpec } from "./spec.js";

type Spec = typeof certificatesSpec;

/**
 * Hours within which a broker of the engine `statefulset` has taken up a new certificate, whatever else goes on: seven days of patience with
 * trouble elsewhere, and one round of turns to restart.
 */
const takenUpAfter = 8 * 24;

export const renewedTooEarly = defineCheck<Spec>({
  code: "SF2841",
  title: "A certificate that is renewed before it is made",
  severity: "error",
  because: "cert-manager refuses a certificate whose `renewBefore` is not shorter than its lifetime.",
  instead: "Let `renewBefore` be a third of `lifetime`.",
  source: "cert-manager API reference, CertificateSpec.renewBefore",
  run: ({ spec, at }) =>
    spec.renewBefore >= spec.lifetime
      ? [at("renewBefore", `renewed ${spec.renewBefore} hours before the end of ${spec.lifetime}`)]
      : [],
});

export const renewedTooLate = defineCheck<Spec>({
  code: "SF2842",
  title: "Too little time to take up a new certificate",
  severity: "warning",
  because:
    "Brokers restart for a new certificate one by one, and wait up to seven days while copies elsewhere are not in sync. If the old one ends before, nobody can connect to them.",
  instead: "Let `renewBefore` be at least 8d.",
  run: ({ spec, at }) =>
    spec.renewBefore < takenUpAfter && spec.renewBefore < spec.lifetime
      ? [at("renewBefore", `${spec.renewBefore} hours from the renewal to the end`)]
      : [],
});

export const authorityEndsFirst = defineCheck<Spec>({
  code: "SF2843",
  title: "A CA that ends before what it signs",
  severity: "error",
  because: "A certificate is worth nothing once its CA has ended, however long it says itself that it is valid.",
  instead: "Let `caLifetime` be several times `lifetime`.",
  source: "RFC 5280, section 6.1",
  run: ({ spec, at }) =>
    // A CA is renewed when a third of its time is left, so that is what a certificate can count on.
    spec.issuer === undefined && spec.caLifetime / 3 < spec.lifetime
      ? [
          at(
            "caLifetime",
            `the CA may have ${Math.floor(spec.caLifetime / 3)} hours left when it signs for ${spec.lifetime}`,
          ),
        ]
      : [],
});

export const issuerOfOthers = defineCheck<Spec>({
  code: "SF2844",
  title: "An issuer that signs for others too",
  severity: "warning",
  because:
    "Kafka knows its super users by the name in their certificate: whoever gets a certificate from this issuer with the CN of the administrator or of a broker may do everything.",
  instead:
    "Leave `issuer` out, so that a CA is made for this environment alone; or keep the issuer from signing these names for others, and say so under `ignore`.",
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
  title: "An issuer whose CA nobody is given",
  severity: "warning",
  because:
    "Certificates name hosts that only the Kubernetes cluster knows, which no public CA signs; and from one of a company pods know the CA only by the Secret that `trust` names, or by what the issuer writes beside each certificate (`ca.crt`), which not every kind does.",
  instead: "Name the Secret with the CA's certificate in `issuer.trust`.",
  source: "cert-manager documentation, CA issuers and the key ca.crt of Secrets",
  run: ({ spec, at }) =>
    spec.issuer !== undefined && spec.issuer.trust === undefined
      ? [at("issuer", `nothing says where pods find the CA of ${spec.issuer.name}`)]
      : [],
});

export const checks = [renewedTooEarly, renewedTooLate, authorityEndsFirst, issuerOfOthers, publicIssuer];
