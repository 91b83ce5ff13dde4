import { customResource, type KubernetesPart } from "@streamform/core";
import type { Signing } from "../../behaviour/users.js";

/** A user's certificate where no operator makes it, in a Secret of the user's name; a check has said so where nobody signs. */
export function userCertificate(chart: KubernetesPart["chart"], name: string, signing: Signing | undefined): void {
  if (!signing) return;
  customResource(chart, {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: `user-${name}` },
    spec: {
      secretName: name,
      commonName: name,
      usages: ["digital signature", "client auth"],
      duration: signing.duration,
      renewBefore: signing.renewBefore,
      privateKey: { algorithm: "ECDSA", encoding: "PKCS8", size: 256, rotationPolicy: "Always" },
      issuerRef: { ...signing.issuer },
    },
  });
}
