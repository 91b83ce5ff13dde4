import { duration, size } from "@streamform/core";
import { z } from "zod";

const schema = z
  .strictObject({
    messagesPerSecond: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe(
        "Highest number of messages a second that producers write to all topics together, such as 100000. Default: not stated.",
      ),
    averageMessagesPerSecond: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe(
        "Average number of messages a second over the topics' retention, such as 5000. Volumes fill at this rate. Default: messagesPerSecond.",
      ),
    messageSize: size("B", { min: "0.03125KiB", max: "1GiB" })
      .optional()
      .describe(
        "Size of a message on the brokers' disks, compressed and with its share of the batch header, such as 1KiB or 0.25KiB. Streamform checks the disks' size with it. Default: not stated, not checked.",
      ),
    latency: duration("ms", { min: "1ms", max: "1h" })
      .optional()
      .describe("Time within which 99 of 100 produce requests are answered, such as 50ms. Default: not stated."),
    availability: z
      .number()
      .min(90)
      .max(99.999)
      .optional()
      .describe("Percentage of the time during which clients can write and read, such as 99.9. Default: not stated."),
  })
  .describe("The expected load of the environment. The README shows it beside the resources that its pods request.");

type Schema = typeof schema;
export interface SizingSchema extends Schema {}

export const sizingSpec: SizingSchema = schema;
