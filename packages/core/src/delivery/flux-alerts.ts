import type { Plan } from "../compile/plan.js";
import type { Alert, AlertProvider } from "./flux-objects.js";
import { fluxNamespace } from "./repository.js";
import { withoutUndefined } from "./without-undefined.js";

/** Where Flux reports what fails, if the spec says so: a Provider and an Alert over the environment's objects. */
export function fluxAlerts(
  plan: Plan,
  kustomizations: readonly string[],
  releases: readonly string[],
): readonly (AlertProvider | Alert)[] {
  const { delivery, name } = plan.info;
  if (!delivery.alerts) return [];
  const { provider, secret, channel } = delivery.alerts;
  const namespace = fluxNamespace(plan);
  const sources = [
    { kind: "GitRepository", name },
    ...kustomizations.map((kustomization) => ({
      kind: "Kustomization",
      name: kustomization,
    })),
    ...releases.map((release) => ({ kind: "HelmRelease", name: release })),
  ];
  return [
    withoutUndefined<AlertProvider>({
      apiVersion: "notification.toolkit.fluxcd.io/v1beta3",
      kind: "Provider",
      metadata: { name, namespace },
      spec: {
        type: provider,
        secretRef: { name: secret },
        channel: channel || undefined,
      },
    }),
    {
      apiVersion: "notification.toolkit.fluxcd.io/v1beta3",
      kind: "Alert",
      metadata: { name, namespace },
      spec: {
        providerRef: { name },
        eventSeverity: "error",
        eventSources: sources,
        eventMetadata: { environment: name, region: plan.info.aws.region },
      },
    },
  ];
}
