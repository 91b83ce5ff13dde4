import { cidr } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";

const monitoring = z
  .strictObject({
    namespace: dnsLabel().describe("Namespace of the pods that read metrics."),
    labels: z
      .record(z.string().max(317), z.string().max(63))
      .default({})
      .describe("Labels of these pods. Default: none, which means all pods of the namespace."),
  })
  .optional()
  .describe(
    "Pods that may read metrics. Default: the pods that `observability` names. Without `observability`: all pods of the namespace `monitoring`.",
  );

const destination = z
  .strictObject({
    cidrs: z.array(cidr()).min(1).describe("Addresses, in CIDR notation."),
    ports: z.array(z.int().min(1).max(65_535)).min(1).describe("TCP ports at these addresses."),
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
            "Addresses outside the namespace that its pods may connect to, by name: for example the API server for operators, AWS for backups. Default: none.",
          ),
      })
      .optional()
      .describe(
        "Restricts egress of the pods to one another, DNS, the agent of EKS Pod Identity, and the addresses listed here. Default: no restriction of egress; only ingress is restricted.",
      ),
  })
  .describe("Network policies for the environment's pods. Only the clients that a component names may connect.");

type Schema = typeof schema;
export interface NetworkPoliciesSchema extends Schema {}

export const networkPoliciesSpec: NetworkPoliciesSchema = schema;
