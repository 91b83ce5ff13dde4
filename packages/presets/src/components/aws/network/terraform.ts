import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import type { TerraformPart } from "@streamform/core";
import { partitionOf } from "../../../aws/partition.js";
import type { networkSpec } from "./spec.js";
import { subnetCidr } from "./subnets.js";

type Part = TerraformPart<typeof networkSpec>;

export function terraform(part: Part) {
  const { spec, stack, environment } = part;
  if (spec.existing) {
    const { vpcId, privateSubnetIds } = spec.existing;
    return { vpcId, privateSubnetIds: spec.zones.map((zone) => privateSubnetIds[zone] ?? "") };
  }
  const named = (what: string) => ({ Name: `${environment.name}-${what}` });
  const vpc = new Vpc(stack, "vpc", {
    cidrBlock: spec.cidr,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: named("vpc"),
  });
  // Without rules, so that nothing runs in it by accident.
  new DefaultSecurityGroup(stack, "default-security-group", { vpcId: vpc.id, tags: named("default-unused") });

  const privateSubnets = spec.zones.map((zone) => {
    const subnet = new Subnet(stack, `private-${zone}`, {
      vpcId: vpc.id,
      availabilityZone: zone,
      cidrBlock: subnetCidr(spec.cidr, "private", zone),
      tags: named(`private-${zone}`),
    });
    const routes = new RouteTable(stack, `private-routes-${zone}`, { vpcId: vpc.id, tags: named(`private-${zone}`) });
    new RouteTableAssociation(stack, `private-routes-${zone}-association`, {
      subnetId: subnet.id,
      routeTableId: routes.id,
    });
    return { zone, subnet, routes };
  });
  new VpcEndpoint(stack, "s3", {
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${environment.aws.region}.s3`,
    vpcEndpointType: "Gateway",
    routeTableIds: privateSubnets.map(({ routes }) => routes.id),
    tags: named("s3"),
  });
  if (spec.natGateways !== "none") addNatGateways(part, vpc, privateSubnets);
  if (spec.flowLogs) addFlowLogs(part, vpc);
  return { vpcId: vpc.id, privateSubnetIds: privateSubnets.map(({ subnet }) => subnet.id) };
}

function addNatGateways(
  { spec, stack, environment }: Part,
  vpc: Vpc,
  privateSubnets: readonly { zone: string; routes: RouteTable }[],
): void {
  const named = (what: string) => ({ Name: `${environment.name}-${what}` });
  const gateway = new InternetGateway(stack, "internet", { vpcId: vpc.id, tags: named("internet") });
  const routes = new RouteTable(stack, "public-routes", { vpcId: vpc.id, tags: named("public") });
  new Route(stack, "public-default", {
    routeTableId: routes.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const zones = spec.natGateways === "one" ? spec.zones.slice(0, 1) : spec.zones;
  const gateways = new Map(
    zones.map((zone) => {
      const subnet = new Subnet(stack, `public-${zone}`, {
        vpcId: vpc.id,
        availabilityZone: zone,
        cidrBlock: subnetCidr(spec.cidr, "public", zone),
        tags: named(`public-${zone}`),
      });
      new RouteTableAssociation(stack, `public-routes-${zone}-association`, {
        subnetId: subnet.id,
        routeTableId: routes.id,
      });
      const address = new Eip(stack, `nat-${zone}-address`, { domain: "vpc", tags: named(`nat-${zone}`) });
      return [
        zone,
        new NatGateway(stack, `nat-${zone}`, {
          allocationId: address.id,
          subnetId: subnet.id,
          tags: named(`nat-${zone}`),
          dependsOn: [gateway],
        }),
      ] as const;
    }),
  );
  const [shared] = gateways.values();
  for (const { zone, routes: privateRoutes } of privateSubnets) {
    const nat = gateways.get(zone) ?? shared;
    if (nat)
      new Route(stack, `private-default-${zone}`, {
        routeTableId: privateRoutes.id,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: nat.id,
      });
  }
}

function addFlowLogs({ stack, name, environment }: Part, vpc: Vpc): void {
  const { accountId, region } = environment.aws;
  const group = new CloudwatchLogGroup(stack, "flow-logs", {
    name: `/aws/vpc/${name("log-group", "flow")}`,
    retentionInDays: 30,
  });
  const role = new IamRole(stack, "flow-logs-role", {
    name: name("iam-role", "flow-logs"),
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          // The service works for every account: only for flow logs of this one does it get the role.
          Condition: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": `arn:${partitionOf(region)}:ec2:${region}:${accountId}:vpc-flow-log/*` },
          },
        },
      ],
    }),
  });
  new IamRolePolicy(stack, "flow-logs-policy", {
    name: "write-flow-logs",
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: `${group.arn}:*`,
        },
      ],
    }),
  });
  new FlowLog(stack, "flow-log", {
    vpcId: vpc.id,
    trafficType: "REJECT",
    logDestinationType: "cloud-watch-logs",
    logDestination: group.arn,
    iamRoleArn: role.arn,
  });
}
