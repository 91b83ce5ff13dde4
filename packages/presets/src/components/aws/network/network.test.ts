import { describe, expect, it } from "vitest";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { network } from "./index.js";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

describe("network", () => {
  it("makes a private subnet and a route table for each zone, named after the zone", () => {
    const { resource } = compileObject({ network: { zones } }, network).terraform("network");
    expect(Object.keys(resource["aws_subnet"] ?? {})).toEqual(zones.map((zone) => `private-${zone}`));
    expect(resource["aws_subnet"]?.["private-eu-central-1b"]).toMatchObject({
      availability_zone: "eu-central-1b",
      cidr_block: "10.0.16.0/20",
    });
  });

  it("moves no subnet when a zone is added in the middle", () => {
    const [first = "", second = "", third = ""] = zones;
    const before = compileObject({ network: { zones: [first, third] } }, network).terraform("network");
    const after = compileObject({ network: { zones: [first, second, third] } }, network).terraform("network");
    for (const [id, subnet] of Object.entries(before.resource["aws_subnet"] ?? {}))
      expect(after.resource["aws_subnet"]?.[id]).toEqual(subnet);
  });

  it("has no way to the internet unless it is asked for", () => {
    const { resource } = compileObject({ network: { zones } }, network).terraform("network");
    expect(Object.keys(resource)).not.toContain("aws_internet_gateway");
    expect(Object.keys(resource)).not.toContain("aws_nat_gateway");
  });

  it.each([
    ["one", 1],
    ["per-zone", 3],
  ])("makes NAT gateways: %s", (natGateways, count) => {
    const { resource } = compileObject({ network: { zones, natGateways } }, network).terraform("network");
    expect(Object.keys(resource["aws_nat_gateway"] ?? {})).toHaveLength(count);
    expect(Object.keys(resource["aws_route"] ?? {}).filter((id) => id.startsWith("private-default-"))).toHaveLength(3);
  });

  it("logs rejected connections where asked to, by a role for this account's flow logs alone", () => {
    const { resource } = compileObject({ network: { zones, flowLogs: true } }, network).terraform("network");
    expect(resource["aws_flow_log"]?.["flow-log"]).toMatchObject({ traffic_type: "REJECT" });
    const trust = JSON.parse(String(resource["aws_iam_role"]?.["flow-logs-role"]?.["assume_role_policy"]));
    expect(trust.Statement[0].Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "111122223333" },
      ArnLike: { "aws:SourceArn": "arn:aws:ec2:eu-central-1:111122223333:vpc-flow-log/*" },
    });
    expect(
      compileObject({ network: { zones } }, network).terraform("network").resource["aws_flow_log"],
    ).toBeUndefined();
  });

  it("makes nothing where the network exists, and hands on its ids", () => {
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.9.0.0/16",
      privateSubnetIds: { "eu-central-1a": "subnet-0123456789abcdef0", "eu-central-1b": "subnet-0123456789abcdef1" },
    };
    const { resource, output } = compileObject({ network: { zones: zones.slice(0, 2), existing } }, network).terraform(
      "network",
    );
    expect(resource).toBeUndefined();
    expect(output?.["private_subnet_ids"]?.value).toEqual(["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]);
  });

  it("refuses zones of another region, twice the same zone and a zone without a subnet", () => {
    expect(codes({ network: { zones: ["eu-west-1a", "eu-central-1b"] } }, network)).toEqual(["SF2001"]);
    expect(codes({ network: { zones: ["eu-central-1b", "eu-central-1b"] } }, network)).toEqual(["SF2002"]);
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.9.0.0/16",
      privateSubnetIds: { "eu-central-1a": "subnet-0123456789abcdef0" },
    };
    expect(codes({ network: { zones: zones.slice(0, 2), existing } }, network)).toEqual(["SF2003"]);
  });

  it("refuses one subnet for two zones, at the second", () => {
    const subnet = "subnet-0123456789abcdef0";
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.9.0.0/16",
      privateSubnetIds: { "eu-central-1a": subnet, "eu-central-1b": subnet },
    };
    expect(
      diagnose({ network: { zones: zones.slice(0, 2), existing } }, network).map(({ code, path }) => `${code} ${path}`),
    ).toEqual(["SF2005 network.existing.privateSubnetIds.eu-central-1b"]);
  });

  it("warns of a single NAT gateway in production only", () => {
    expect(codes({ stage: "production", network: { zones, natGateways: "one" } }, network)).toEqual(["SF2004"]);
    expect(codes({ network: { zones, natGateways: "one" } }, network)).toEqual([]);
  });
});
