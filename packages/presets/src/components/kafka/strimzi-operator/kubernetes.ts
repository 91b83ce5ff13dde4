import { mirroredImage } from "@streamform/core";
import { chartPods } from "../../../kubernetes/chart-pods.js";
import { sizeQuantity } from "../../../kubernetes/quantity.js";
import { drainCleaner } from "./drain-cleaner.js";
import { installation, type OperatorPart } from "./part.js";

/**
 * The operator. It watches only the named namespaces, because it can read every Secret in them. Our NetworkPolicies replace
 * its own, and its pods meet the restricted Pod Security Standard. Quantities are canonical, unlike the chart's.
 */
export function kubernetes(part: OperatorPart): void {
  const { helmRelease, spec } = part;
  const installed = installation(part);
  if (!installed) return;
  const { namespace } = installed;
  const others = installed.watched.filter((name) => name !== namespace);
  const chart = part.uses.versions.charts.strimzi;
  const { scheduling, priority, ...pods } = chartPods(part);
  const { images } = part.environment.kubernetes.registry ?? {};
  const memory = sizeQuantity(spec.memory);
  helmRelease({
    name: "strimzi",
    namespace,
    chart: chart.name,
    repository: chart.repository,
    version: chart.version,
    provides: ["kafka.strimzi.io", "core.strimzi.io"],
    reaches: others,
    values: {
      ...(others.length > 0 && { watchNamespaces: others }),
      generateNetworkPolicy: false,
      replicas: spec.replicas,
      ...scheduling,
      ...priority,
      ...(pods.labels && { labels: pods.labels }),
      ...(pods.annotations && { annotations: pods.annotations }),
      ...(pods.imagePullSecrets && { image: { imagePullSecrets: pods.imagePullSecrets } }),
      // The operator runs Kafka, Cruise Control and the entity operator from there, too.
      ...(images !== undefined && {
        defaultImageRegistry: mirroredImage("quay.io/strimzi", images).replace(/\/strimzi$/, ""),
      }),
      resources: { requests: { cpu: "200m", memory }, limits: { cpu: "1", memory } },
      extraEnvs: [{ name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" }],
      ...(spec.replicas > 1 && { podDisruptionBudget: { enabled: true } }),
    },
  });
  if (installed.drainCleaner) drainCleaner(part, installed);
}
