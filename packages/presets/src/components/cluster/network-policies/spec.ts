import { cidr } from "@streamform/core";
import { z } from "zod";

const dnsLabel = () =>
  z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a name has lower-case letters, digits and hyphens");

const monitoring = z
  .strictObject({
    namespace: dnsLabel().describe("Namespace of what reads metrics."),
    labels: z
      .record(z.string().max(317), z.string().max(63))
      .default({})
      .describe("Labels of its pods. Default: none, all pods of the namespace."),
  })
  .optional()
  .describe(
    "Who may read the pods' metrics. Default: those that `observability` names, or all pods of the namespace monitoring.",
  );

const destination = z
  .strictObject({
    cidrs: z.array(cidr()).min(1).describe("Addresses, in CIDR notation."),
    ports: z.array(z.int().min(1).max(65_535)).min(1).describe("Their TCP ports."),
  })
  .describe("Addresses that pods may connect to.");

const schema = z
  .strictObject({
    monitoring,
    egress: z
      .strictObject({
        to: z
          .record(dnsLabel(), destination)
          .default({})
          .describe(
            "Addresses outside of the namespace that its pods may connect to, by name: the API server for whatever asks it, AWS for backups. Default: none.",
          ),
      })
      .optional()
      .describe(
        "Bounds of what pods may connect to: one another, DNS, the agent of EKS Pod Identity, and what stands here. Default: no bounds, only what comes in is bounded.",
      ),
  })
  .describe("Who may connect to the environment's pods: whoever a component names, and nobody else.");

type Schema = typeof schema;
export interface NetworkPoliciesSchema extends Schema {}

export const networkPoliciesSpec: NetworkPoliciesSchema = schema;
