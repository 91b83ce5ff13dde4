import { type Kind, kinds } from "@streamform/core";

/**
 * The kind of trust-manager. Its target, a ConfigMap or a Secret with the bundle's name, is created in all namespaces. Its sources are in
 * trust-manager's namespace.
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
