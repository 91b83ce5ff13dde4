import { customResource, type KubernetesPart } from "@streamform/core";
import { parameterStore, secretStore } from "./names.js";
import type { secretStoresSpec } from "./spec.js";

/** Stores without credentials: External Secrets reads with its own pod's role. */
export function kubernetes({ chart, spec, environment }: KubernetesPart<typeof secretStoresSpec>): void {
  if (spec.existing) return;
  for (const [name, service] of [
    [parameterStore, "ParameterStore"],
    [secretStore, "SecretsManager"],
  ] as const) {
    customResource(chart, {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name },
      spec: { provider: { aws: { service, region: environment.aws.region } } },
    });
  }
}
