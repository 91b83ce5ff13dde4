import { KubeService } from "cdk8s-plus-29/lib/imports/k8s.js";
import { ports } from "../exports.js";
import type { KubernetesCluster } from "../part.js";
import { labelsOf, podsOf } from "./names.js";
import { servicePorts } from "./services.js";

/**
 * Load balancers for clients outside: one to start from, and one a broker, since a client has to reach the very broker that leads a partition.
 * They go to the pods' addresses and keep the client's, so that NetworkPolicies and the audit log see it.
 *
 * Source: AWS Load Balancer Controller, annotations of Services.
 */
export function externalServices({
  chart,
  spec,
  exports,
}: Pick<KubernetesCluster, "chart" | "spec" | "exports">): void {
  if (spec.external === undefined) return;
  const { domain, scheme, sources } = spec.external;
  const labels = labelsOf(exports, "broker");
  const balancer = (name: string, host: string, selector: Record<string, string>, alwaysListed: boolean) =>
    new KubeService(chart, name, {
      metadata: {
        name,
        labels: { ...labels },
        annotations: {
          "external-dns.alpha.kubernetes.io/hostname": `${host}.${domain}`,
          "service.beta.kubernetes.io/aws-load-balancer-scheme": scheme,
          "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
          "service.beta.kubernetes.io/aws-load-balancer-attributes": "load_balancing.cross_zone.enabled=true",
          "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes":
            "preserve_client_ip.enabled=true,deregistration_delay.timeout_seconds=30",
          "service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol": "TCP",
        },
      },
      spec: {
        type: "LoadBalancer",
        loadBalancerClass: "service.k8s.aws/nlb",
        allocateLoadBalancerNodePorts: false,
        externalTrafficPolicy: "Local",
        loadBalancerSourceRanges: [...sources],
        ...(alwaysListed ? { publishNotReadyAddresses: true } : {}),
        selector,
        ports: servicePorts({ external: ports.external }),
      },
    });
  balancer(`${exports.cluster}-external-bootstrap`, "bootstrap", labels, false);
  for (const [id, pod] of podsOf(exports, "broker", spec.brokers.replicas).entries())
    balancer(
      `${pod}-external`,
      `broker-${id}`,
      { ...labels, "statefulset.kubernetes.io/pod-name": pod },
      // It leads partitions before all of its copies are in sync, and nobody else can answer for it.
      true,
    );
}
