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
        "Further namespaces whose clusters the operator runs, as those of other environments in the same Kubernetes cluster; they have to exist. Default: none but the environment's own.",
      ),
    replicas: z
      .int()
      .min(1)
      .max(3)
      .default(1)
      .describe("Pods of the operator, of which one works and the others wait. Kafka runs on without it. Default: 1."),
    memory: size("MiB", { min: "384MiB" })
      .prefault("512MiB")
      .describe("Memory of each pod, asked for and at most; more for many clusters and users. Default: 512MiB."),
    drainCleaner: z
      .boolean()
      .optional()
      .describe(
        "Whether Strimzi's Drain Cleaner is installed as well, which serves all clusters of the namespaces. Default: where `kafkaCluster.strimzi.drainCleaner` asks for it.",
      ),
    ...chartPodFields,
  })
  .describe(
    "The Strimzi operator; left out where the cluster has it, and made only where an environment's engine is strimzi.",
  );

type Schema = typeof schema;
export interface StrimziOperatorSchema extends Schema {}

export const strimziOperatorSpec: StrimziOperatorSchema = schema;
