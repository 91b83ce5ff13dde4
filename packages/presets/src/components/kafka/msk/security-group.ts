import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { mskListeners, mskMonitoringPorts, mskZooKeeperPorts } from "../../../versions/msk-ports.js";
import { listenersOf } from "./listeners.js";
import type { Part } from "./part.js";

/** A port of the brokers, and its purpose. */
interface Opening {
  readonly name: string;
  readonly port: number;
}

/**
 * The brokers' security group: one rule for each source and port that the spec's listeners need. There are no egress rules, since answers
 * need none; what brokers say to each other, and to ZooKeeper, stays in MSK's own network.
 */
export function addSecurityGroup({ stack, spec, name, environment, uses: { network } }: Part): SecurityGroup {
  const group = new SecurityGroup(stack, "security-group", {
    name: name("security-group"),
    description: "Kafka brokers",
    vpcId: network.vpcId,
    tags: { Name: `${environment.name}-msk` },
  });
  const open = (
    id: string,
    { name: opening, port }: Opening,
    source: { cidrIpv4: string } | { referencedSecurityGroupId: string },
  ) =>
    new VpcSecurityGroupIngressRule(stack, `${id}-${opening}`, {
      securityGroupId: group.id,
      description: `${opening} from ${id.replace(/^from-/, "")}`,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...source,
    });

  const listeners = listenersOf(spec).map(
    (listener): Opening => ({ name: listener, port: mskListeners[listener].port }),
  );
  for (const opening of [...listeners, ...monitoring(spec.openMonitoring), ...zookeeper(spec.zookeeper)])
    open("from-network", opening, { cidrIpv4: network.cidr });
  for (const [client, { cidr, securityGroup, listeners: wanted }] of Object.entries(spec.clients)) {
    const exporters = wanted?.includes("prometheus") ? monitoring(spec.openMonitoring) : [];
    const wantedListeners = listeners.filter(({ name }) => wanted?.some((listener) => listener === name) !== false);
    for (const opening of [...wantedListeners, ...exporters]) {
      if (cidr !== undefined) open(`from-client-${client}`, opening, { cidrIpv4: cidr });
      if (securityGroup !== undefined)
        open(`from-client-${client}`, opening, { referencedSecurityGroupId: securityGroup });
    }
  }
  return group;
}

function monitoring({ jmx, node }: { readonly jmx: boolean; readonly node: boolean }): Opening[] {
  return [
    ...(jmx ? [{ name: "jmx-exporter", port: mskMonitoringPorts.jmxExporter }] : []),
    ...(node ? [{ name: "node-exporter", port: mskMonitoringPorts.nodeExporter }] : []),
  ];
}

function zookeeper(access: "closed" | "plaintext" | "tls"): Opening[] {
  return access === "closed" ? [] : [{ name: "zookeeper", port: mskZooKeeperPorts[access] }];
}
