import { size } from "@streamform/core";
import { z } from "zod";
import { architectures } from "./architecture.js";

const schema = z
  .strictObject({
    instanceType: z
      .string()
      .regex(/^[a-z][a-z0-9-]*\.[a-z0-9]+$/, "an instance type looks like t4g.micro")
      .default("t4g.micro")
      .describe("EC2 instance type, with at least 1 GiB of memory for Java. Default: t4g.micro."),
    architecture: z
      .enum(architectures)
      .optional()
      .describe("Architecture of the image, arm64 or x86_64. Default: that of the instance type."),
    volumeSize: size("GiB", { min: "8GiB", max: "16384GiB" })
      .prefault("10GiB")
      .describe("Encrypted root volume. Default: 10GiB."),
    permissions: z
      .array(z.enum(["admin", "producer", "consumer"]))
      .default(["admin"])
      .describe(
        "What whoever has a session may do in the cluster over its IAM listener: admin for topics and groups, producer and consumer for the data itself. Default: admin.",
      ),
    internet: z
      .boolean()
      .optional()
      .describe(
        "Whether private subnets reach the internet, as by a NAT gateway. Default: as the network says, where it knows; otherwise false, which costs a little more and works in both cases.",
      ),
    endpoints: z
      .boolean()
      .optional()
      .describe(
        "Whether VPC endpoints are made by which Session Manager reaches the instance without the internet; false where the VPC has them already. Default: true where private subnets do not reach the internet.",
      ),
  })
  .describe(
    "An instance with the Kafka tools, reached by AWS Session Manager: no SSH, no public address, no open port.",
  );

type Schema = typeof schema;
export interface BastionSchema extends Schema {}

export const bastionSpec: BastionSchema = schema;
