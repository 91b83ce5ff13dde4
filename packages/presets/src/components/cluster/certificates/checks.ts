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

export const checks = [renewedTooEarly, renewedTooLate, authorityEndsFirst];
