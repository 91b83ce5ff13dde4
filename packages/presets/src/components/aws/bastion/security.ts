import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { instanceName } from "./names.js";
import type { Part } from "./part.js";

/**
 * The endpoints that Session Manager needs without internet access. Source: AWS Systems Manager user guide, "Improve the security of EC2
 * instances by using VPC endpoints".
 */
const services = ["ssm", "ssmmessages", "ec2messages"] as const;

const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });

/** The instance's security group: it allows no ingress, and egress to HTTPS and to the brokers' listeners. The brokers' group admits it. */
export function addSecurityGroup({ stack, name, environment, uses: { network, kafka, msk } }: Part): SecurityGroup {
  const group = new SecurityGroup(stack, "security-group", {
    name: name("security-group"),
    description: "Bastion: nothing comes in",
    vpcId: network.vpcId,
    tags: { Name: instanceName(environment) },
  });
  new VpcSecurityGroupEgressRule(stack, "https", {
    securityGroupId: group.id,
    description: "Session Manager, packages and tools",
    cidrIpv4: "0.0.0.0/0",
    ...tcp(443),
  });
  // TLS with and without client certificates is one port.
  const ports = new Map(kafka.listeners.map(({ name, port }) => [port, name]));
  for (const [port, listener] of ports) {
    new VpcSecurityGroupEgressRule(stack, `to-${listener}`, {
      securityGroupId: group.id,
      description: `${listener} listener`,
      referencedSecurityGroupId: msk.securityGroupId,
      ...tcp(port),
    });
    new VpcSecurityGroupIngressRule(stack, `broker-${listener}`, {
      securityGroupId: msk.securityGroupId,
      description: `${listener} from the bastion`,
      referencedSecurityGroupId: group.id,
      ...tcp(port),
    });
  }
  return group;
}

/**
 * Endpoints of Session Manager in the bastion's zone. Their private names resolve in the whole VPC, so the security group admits the whole
 * network: otherwise the other instances would lose Systems Manager.
 */
export function addEndpoints({ stack, name, environment, uses: { network } }: Part, subnetId: string): void {
  const tags = { Name: `${instanceName(environment)}-endpoints` };
  const group = new SecurityGroup(stack, "endpoints-security-group", {
    name: name("security-group", "endpoints"),
    description: "Endpoints of Session Manager",
    vpcId: network.vpcId,
    tags,
  });
  new VpcSecurityGroupIngressRule(stack, "endpoints-from-network", {
    securityGroupId: group.id,
    description: "HTTPS from the network",
    cidrIpv4: network.cidr,
    ...tcp(443),
  });
  for (const service of services) {
    new VpcEndpoint(stack, service, {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${environment.aws.region}.${service}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [subnetId],
      securityGroupIds: [group.id],
      tags: { Name: `${instanceName(environment)}-${service}` },
    });
  }
}
