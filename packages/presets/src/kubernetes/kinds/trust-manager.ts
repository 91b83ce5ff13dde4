import { type Kind, kinds } from "@streamform/core";

/**
 * The kind of trust-manager: its target, a ConfigMap or a Secret of the bundle's name, is made in all namespaces; its sources stand in the namespace that
 * trust-manager runs in.
 *
 * Source: `trust.cert-manager.io_bundles.yaml` and cert-manager.io, "trust-manager API Reference".
 */
export const trustManagerKinds: readonly Kind[] = kinds("trust.cert-manager.io", ["Bundle"], {
  scope: "cluster",
  readiness: { condition: "Synced", generation: "condition" },
  makes: [
    { kind: "ConfigMap", name: "metadata.name", when: "spec.target.configMap", everywhere: true },
    { kind: "Secret", name: "metadata.name", when: "spec.target.secret", everywhere: true },
  ],
});
