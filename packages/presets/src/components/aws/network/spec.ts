import { cidr } from "@streamform/core";
import { z } from "zod";
import { replaces } from "../../../aws/replaces.js";

const zone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/, "an availability zone looks like eu-central-1a");

const addresses = cidr({ prefix: { from: 16, to: 24 } });

/** Subnets and security groups are given to brokers for life: others mean another cluster. */
const cluster = "the cluster that stands in it, with its data";

const existing = z
  .strictObject({
    vpcId: replaces(
      cluster,
      z
        .string()
        .regex(/^vpc-[0-9a-f]{8,17}$/, "a VPC's id looks like vpc-0123456789abcdef0")
        .describe("Id of the VPC."),
    ),
    cidr: addresses.describe("Its addresses, in CIDR notation; rules that let the network in are made from them."),
    privateSubnetIds: replaces(
      cluster,
      z
        .record(zone, z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "a subnet's id looks like subnet-0123456789abcdef0"))
        .describe("Id of one private subnet by availability zone, for every zone of the network."),
    ),
  })
  .describe("A VPC that exists already; nothing of the network is made then. Default: a VPC of the environment's own.");

const schema = z
  .strictObject({
    cidr: replaces(
      cluster,
      addresses
        .default("10.0.0.0/16")
        .describe("Addresses of a VPC made here, in CIDR notation, /16 to /24. Default: 10.0.0.0/16."),
    ),
    zones: replaces(
      cluster,
      z
        .array(zone)
        .min(2)
        .max(3)
        .describe(
          "Availability zones, two or three. Subnets are bound to the zone's name: their order means nothing, and one more zone leaves the subnets of the others where they are.",
        ),
    ),
    natGateways: z
      .enum(["none", "one", "per-zone"])
      .default("none")
      .describe(
        "How private subnets reach the internet: not at all, by one NAT gateway, or by one in each zone. Brokers need none. Default: none.",
      ),
    flowLogs: z
      .boolean()
      .default(false)
      .describe("Whether rejected connections are logged to CloudWatch, for 30 days. Default: false."),
    existing: existing.optional(),
  })
  .describe("The VPC that everything stands in, with a private subnet in each zone.");

type Schema = typeof schema;
export interface NetworkSchema extends Schema {}

export const networkSpec: NetworkSchema = schema;
