import { size } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import { chartPodFields } from "../../../kubernetes/chart-pods.js";

const schema = z
  .strictObject({
    namespaces: z
      .array(dnsLabel("a namespace's name"))
      .default([])
      .describe(
        "Further namespaces whose clusters the operator runs, for example of other environments in the same Kubernetes cluster. They must exist. Default: only the environment's own.",
      ),
    replicas: z
      .int()
      .min(1)
      .max(3)
      .default(1)
      .describe(
        "Pods of the operator. One is active, the others stand by. Kafka runs without the operator. Default: 1.",
      ),
    memory: size("MiB", { min: "384MiB" })
      .prefault("512MiB")
      .describe("Memory request and limit of each pod. Raise it for many clusters or users. Default: 512MiB."),
    drainCleaner: z
      .boolean()
      .optional()
      .describe(
        "Whether to install Strimzi's Drain Cleaner, which serves all clusters of the namespaces. Default: true if `kafkaCluster.strimzi.drainCleaner` is true.",
      ),
    ...chartPodFields,
  })
  .describe(
    "The Strimzi operator. Leave it out if the cluster already has it. It is created only if the engine is strimzi.",
  );

type Schema = typeof schema;
export interface StrimziOperatorSchema extends Schema {}

export const strimziOperatorSpec: StrimziOperatorSchema = schema;
