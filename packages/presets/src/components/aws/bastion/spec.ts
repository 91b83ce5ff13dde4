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
      .describe("Architecture of the image: arm64 or x86_64. Default: the architecture of the instance type."),
    volumeSize: size("GiB", { min: "8GiB", max: "16384GiB" })
      .prefault("10GiB")
      .describe("Encrypted root volume. Default: 10GiB."),
    permissions: z
      .array(z.enum(["admin", "producer", "consumer"]))
      .default(["admin"])
      .describe(
        "What a session may do in the cluster through its IAM listener: admin manages topics and groups, producer writes records, consumer reads them. Default: admin.",
      ),
    internet: z
      .boolean()
      .optional()
      .describe(
        "Whether private subnets reach the internet, for example through a NAT gateway. Default: what the network states; if it states nothing, false, which works in both cases and costs a little more.",
      ),
    endpoints: z
      .boolean()
      .optional()
      .describe(
        "Whether to create the VPC endpoints through which Session Manager reaches the instance without the internet. Write false if the VPC already has them. Default: true if private subnets do not reach the internet.",
      ),
  })
  .describe(
    "An instance with the Kafka tools, reached through AWS Session Manager: no SSH, no public address, no open port.",
  );

type Schema = typeof schema;
export interface BastionSchema extends Schema {}

export const bastionSpec: BastionSchema = schema;
