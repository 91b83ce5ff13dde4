import { mirroredImage } from "@streamform/core";
import { chartPods } from "../../../kubernetes/chart-pods.js";
import { containerSecurity, seccompProfile } from "../../../kubernetes/pod-security.js";
import type { installation, OperatorPart } from "./part.js";

/**
 * The webhook that hears of evictions and has the operator restart the pod elsewhere instead. It lets the eviction pass, and the
 * PodDisruptionBudget of none refuses it: so those who drain a node see the answer that they know and try again, while a refusal by the
 * webhook itself is an internal error to them. Its certificate is cert-manager's, which also writes the CA into the webhook.
 *
 * Source: strimzi/drain-cleaner 1.6.0, README ("Legacy mode"), ValidatingWebhook, chart.
 */
export function drainCleaner(
  { helmRelease, environment, spec, uses }: OperatorPart,
  { namespace, watched }: NonNullable<ReturnType<typeof installation>>,
): void {
  const { scheduling, labels, annotations, imagePullSecrets } = chartPods({ environment, spec });
  const { images } = environment.kubernetes.registry ?? {};
  const image = {
    ...(images !== undefined && { registry: mirroredImage("quay.io/strimzi", images).replace(/\/strimzi$/, "") }),
    ...(imagePullSecrets && { imagePullSecrets }),
  };
  const chart = uses.versions.charts.strimziDrainCleaner;
  helmRelease({
    name: "strimzi-drain-cleaner",
    namespace,
    chart: chart.name,
    repository: chart.repository,
    version: chart.version,
    provides: [],
    values: {
      namespace: { create: false, name: namespace },
      certManager: { create: true },
      secret: { create: false, ca_bundle: "" },
      env: [
        { name: "STRIMZI_DRAIN_KAFKA", value: "true" },
        { name: "STRIMZI_DENY_EVICTION", value: "false" },
        { name: "STRIMZI_DRAIN_NAMESPACES", value: watched.join(",") },
        { name: "STRIMZI_CERTIFICATE_WATCH_ENABLED", value: "true" },
        {
          name: "STRIMZI_CERTIFICATE_WATCH_NAMESPACE",
          valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } },
        },
        {
          name: "STRIMZI_CERTIFICATE_WATCH_POD_NAME",
          valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "metadata.name" } },
        },
      ],
      replicaCount: 2,
      ...scheduling,
      ...(labels && { podLabels: labels }),
      ...(annotations && { podAnnotations: annotations }),
      ...(Object.keys(image).length > 0 && { image }),
      podDisruptionBudget: { create: true, minAvailable: 1 },
      podSecurityContext: { runAsNonRoot: true, seccompProfile },
      securityContext: containerSecurity,
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "128Mi" } },
    },
  });
}
