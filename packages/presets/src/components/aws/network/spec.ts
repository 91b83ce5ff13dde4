import { cidr } from "@streamform/core";
import { z } from "zod";
import { replaces } from "../../../aws/replaces.js";

const zone = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/, "an availability zone looks like eu-central-1a");

const addresses = cidr({ prefix: { from: 16, to: 24 } });

/** The subnets and security groups of brokers cannot change: other ones replace the cluster. */
const cluster = "the cluster in it, with its data";

const existing = z
  .strictObject({
    vpcId: replaces(
      cluster,
      z
        .string()
        .regex(/^vpc-[0-9a-f]{8,17}$/, "a VPC's id looks like vpc-0123456789abcdef0")
        .describe("Id of the VPC."),
    ),
    cidr: addresses.describe("Its addresses, in CIDR notation. Security group rules that admit the network use them."),
    privateSubnetIds: replaces(
      cluster,
      z
        .record(zone, z.string().regex(/^subnet-[0-9a-f]{8,17}$/, "a subnet's id looks like subnet-0123456789abcdef0"))
        .describe("Id of one private subnet for each availability zone of the network."),
    ),
  })
  .describe("An existing VPC; Streamform then creates no network. Default: a new VPC for the environment.");

const schema = z
  .strictObject({
    cidr: replaces(
      cluster,
      addresses
        .default("10.0.0.0/16")
        .describe("Addresses of a new VPC, in CIDR notation, /16 to /24. Default: 10.0.0.0/16."),
    ),
    zones: replaces(
      cluster,
      z
        .array(zone)
        .min(2)
        .max(3)
        .describe(
          "Availability zones, two or three. Each subnet belongs to the zone of its name, so the order has no meaning, and a new zone does not move the subnets of the others.",
        ),
    ),
    natGateways: z
      .enum(["none", "one", "per-zone"])
      .default("none")
      .describe(
        "How private subnets reach the internet: not at all, through one NAT gateway, or through one in each zone. Brokers do not need a NAT gateway. Default: none.",
      ),
    flowLogs: z
      .boolean()
      .default(false)
      .describe("Whether to log rejected connections to CloudWatch, where they are kept for 30 days. Default: false."),
    existing: existing.optional(),
  })
  .describe("The VPC that everything runs in, with a private subnet in each zone.");

type Schema = typeof schema;
export interface NetworkSchema extends Schema {}

export const networkSpec: NetworkSchema = schema;
