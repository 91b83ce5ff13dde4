import { duration, size } from "@streamform/core";
import { z } from "zod";

const performance = z
  .strictObject({
    rate: z
      .int()
      .min(1)
      .max(100_000_000)
      .optional()
      .describe(
        "Records a second that the cluster has to take. Default: sizing.messagesPerSecond, or 100000 where that is not stated.",
      ),
    latency: duration("ms", { min: "1ms", max: "60s" })
      .optional()
      .describe(
        "Time within which 99 of 100 records have to be acknowledged. Default: sizing.latency, or 50ms where that is not stated.",
      ),
    recordSize: size("B", { min: "0.03125KiB", max: "1024KiB" })
      .optional()
      .describe(
        "Size of each record; it is random, so that no compression makes it smaller. Default: sizing.messageSize, or 1KiB where that is not stated.",
      ),
    duration: duration("s", { min: "1s", max: "24h" })
      .optional()
      .describe(
        "How long records are written. Default: 1m, or less, so that all copies of the records take a quarter of the brokers' volumes at most.",
      ),
  })
  .prefault({})
  .describe("What performance-test.sh asks of the cluster.");

const schema = z
  .strictObject({ performance })
  .describe(
    "Scripts for people: create the topics, set up the users' rights, verify the cluster, and test how much it can take.",
  );

type Schema = typeof schema;
export interface InitScriptsSchema extends Schema {}

export const initScriptsSpec: InitScriptsSchema = schema;
