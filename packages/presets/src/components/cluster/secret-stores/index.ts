import { secretStores as capability, codeSpan, type DescribePart, defineComponent, provide } from "@streamform/core";
import { kubernetes } from "./kubernetes.js";
import { parameterStore, secretStore } from "./names.js";
import { secretStoresSpec } from "./spec.js";
import { uses } from "./uses.js";

/** How External Secrets reads what Terraform publishes, and secrets that people set. */
export const secretStores = defineComponent({
  name: "secret-stores",
  title: "Secret stores",
  spec: secretStoresSpec,
  uses,
  provides: [
    provide(capability, ({ spec: { existing } }: DescribePart<typeof secretStoresSpec, typeof uses>) =>
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
  summary: ({ spec, environment: { name, aws }, uses: { externalSecrets } }) => ({
    preconditions: externalSecrets
      ? []
      : [
          {
            title: spec.existing
              ? `AWS permissions of the stores ${codeSpan(spec.existing.parameters)} and ${codeSpan(spec.existing.secrets)}`
              : "AWS permissions of External Secrets",
            text: `In account ${codeSpan(aws.accountId)}, region ${codeSpan(aws.region)}, they allow \`ssm:GetParameter*\` on ${codeSpan(`/streamform/${name}/*`)}, \`secretsmanager:GetSecretValue\` and \`secretsmanager:DescribeSecret\` on the secrets that the charts read, and \`kms:Decrypt\` with the keys of these${spec.existing ? "" : ". The generated stores have no credentials and use the role of the controller's pod"}.`,
          },
        ],
  }),
  diagram: () => ({
    nodes: [{ id: "external-secrets", label: "External Secrets", group: "Kubernetes" }],
    edges: [
      { from: "parameters", to: "external-secrets" },
      { from: "secrets", to: "external-secrets" },
    ],
  }),
});
