import type { KubernetesCluster } from "../part.js";

type External = NonNullable<KubernetesCluster["spec"]["external"]>;

/** Host that clients outside the cluster start from. */
export function externalBootstrap({ domain }: Pick<External, "domain">): string {
  return `bootstrap.${domain}`;
}

/** Host of a broker, with Strimzi's placeholder for its id. */
function externalBroker({ domain }: External): string {
  return `broker-{nodeId}.${domain}`;
}

/**
 * A load balancer for the start and one for each broker, by the AWS Load Balancer Controller; External DNS names them. They send to the
 * pods themselves, which see the clients' own addresses.
 *
 * Source: AWS Load Balancer Controller documentation, "NLB annotations"; Strimzi documentation, GenericKafkaListenerConfiguration.
 */
export function externalConfiguration(external: External) {
  const annotations = (host: string) => ({
    "external-dns.alpha.kubernetes.io/hostname": host,
    "service.beta.kubernetes.io/aws-load-balancer-attributes": "load_balancing.cross_zone.enabled=true",
    "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
    "service.beta.kubernetes.io/aws-load-balancer-scheme": external.scheme,
    "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes": "preserve_client_ip.enabled=true",
  });
  const bootstrap = externalBootstrap(external);
  return {
    class: "service.k8s.aws/nlb",
    loadBalancerSourceRanges: [...external.sources],
    allocateLoadBalancerNodePorts: false,
    bootstrap: { alternativeNames: [bootstrap], annotations: annotations(bootstrap) },
    advertisedHostTemplate: externalBroker(external),
    perBrokerAnnotationsTemplate: annotations(externalBroker(external)),
  };
}
