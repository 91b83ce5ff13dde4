import { secretStores as capability, type DescribePart, defineComponent, provide } from "@streamform/core";
import { kubernetes } from "./kubernetes.js";
import { parameterStore, secretStore } from "./names.js";
import { secretStoresSpec } from "./spec.js";

/** How External Secrets reads what Terraform publishes, and secrets that people set. */
export const secretStores = defineComponent({
  name: "secret-stores",
  title: "Secret stores",
  spec: secretStoresSpec,
  provides: [
    provide(capability, ({ spec: { existing } }: DescribePart<typeof secretStoresSpec>) =>
      existing
        ? {
            parameters: { kind: existing.kind, name: existing.parameters },
            secrets: { kind: existing.kind, name: existing.secrets },
          }
        : {
            parameters: { kind: "SecretStore" as const, name: parameterStore },
            secrets: { kind: "SecretStore" as const, name: secretStore },
          },
    ),
  ],
  kubernetes,
  diagram: () => ({
    nodes: [{ id: "external-secrets", label: "External Secrets", group: "Kubernetes" }],
    edges: [
      { from: "parameters", to: "external-secrets" },
      { from: "secrets", to: "external-secrets" },
    ],
  }),
});
