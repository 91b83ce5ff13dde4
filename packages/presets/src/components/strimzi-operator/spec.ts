import { z } from "zod";

export const strimziOperatorSpec = z
  .strictObject({})
  .describe(
    "The Strimzi operator; left out where the cluster has it, and made only where an environment's engine is strimzi.",
  );
