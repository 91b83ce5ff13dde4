import { duration, size } from "@streamform/core";
import { z } from "zod";

const performance = z
  .strictObject({
    rate: z
      .int()
      .min(1)
      .max(100_000_000)
      .default(100_000)
      .describe("Records a second that the cluster has to take. Default: 100000."),
    latency: duration("ms", { min: "1ms", max: "60s" })
      .prefault("50ms")
      .describe("Time within which 99 of 100 records have to be acknowledged. Default: 50ms."),
    recordSize: size("B", { min: "1KiB", max: "1024KiB" })
      .prefault("1KiB")
      .describe("Size of each record, before compression. Default: 1KiB."),
    duration: duration("s", { min: "1s", max: "24h" })
      .optional()
      .describe(
        "How long records are written. Default: 1m, or less, so that all copies of the records take a quarter of the brokers' volumes at most.",
      ),
  })
  .prefault({})
  .describe("What performance-test.sh asks of the cluster.");

export const initScriptsSpec = z
  .strictObject({ performance })
  .describe(
    "Scripts for people: create the topics, set up the users' rights, verify the cluster, and test how much it can take.",
  );
