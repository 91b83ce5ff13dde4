import { defineComponent } from "@streamform/core";
import type { SecretKey } from "../../../kafka/kafka.js";
import { checks } from "./checks.js";
import { certManagerKinds } from "./kinds.js";
import { kubernetes } from "./kubernetes.js";
import { caName, issuerName } from "./names.js";
import { certificatesSpec } from "./spec.js";

/** The issuer of the environment's certificates: its own CA, or an existing issuer. */
export const certificates = defineComponent({
  name: "certificates",
  title: "Certificates",
  spec: certificatesSpec,
  exports: ({ spec }) => ({
    /** As cert-manager's `issuerRef`. */
    issuer: {
      group: spec.issuer?.group ?? "cert-manager.io",
      kind: spec.issuer?.kind ?? "Issuer",
      name: spec.issuer?.name ?? issuerName,
    },
    /** Whether the environment has its own CA. */
    ownAuthority: spec.issuer === undefined,
    /** The CA that clients have to trust; undefined where they do already. */
    trust: (spec.issuer === undefined ? { secret: caName, key: "ca.crt" } : spec.issuer.trust) as SecretKey | undefined,
    /** As cert-manager's `duration` and `renewBefore`. */
    duration: `${spec.lifetime}h0m0s`,
    renewBefore: `${spec.renewBefore}h0m0s`,
  }),
  kubernetes,
  kinds: certManagerKinds,
  checks,
});
