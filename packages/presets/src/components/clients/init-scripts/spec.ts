import { duration, size } from "@streamform/core";
import { z } from "zod";

const performance = z
  .strictObject({
    rate: z
      .int()
      .min(1)
      .max(100_000_000)
      .optional()
      .describe("Records a second that the cluster must sustain. Default: sizing.messagesPerSecond, otherwise 100000."),
    latency: duration("ms", { min: "1ms", max: "60s" })
      .optional()
      .describe("Time within which 99 of 100 records must be acknowledged. Default: sizing.latency, otherwise 50ms."),
    recordSize: size("B", { min: "0.03125KiB", max: "1024KiB" })
      .optional()
      .describe(
        "Size of each record. The content is random and does not compress. Default: sizing.messageSize, otherwise 1KiB.",
      ),
    duration: duration("s", { min: "1s", max: "24h" })
      .optional()
      .describe(
        "How long the test writes. Default: 1m, or less, so that all replicas of the records take at most a quarter of the brokers' volumes.",
      ),
  })
  .prefault({})
  .describe("Load and limits of performance-test.sh.");

const schema = z
  .strictObject({ performance })
  .describe(
    "Scripts for people: create the topics, set up the users' rights, verify the cluster, and test its performance.",
  );

type Schema = typeof schema;
export interface InitScriptsSchema extends Schema {}

export const initScriptsSpec: InitScriptsSchema = schema;
