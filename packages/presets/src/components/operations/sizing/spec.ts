import { duration, size } from "@streamform/core";
import { z } from "zod";

const schema = z
  .strictObject({
    messagesPerSecond: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe("Messages a second that producers write at most, all topics together, as 100000. Default: not stated."),
    averageMessagesPerSecond: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe(
        "Messages a second that producers write on average over the time that topics keep them, as 5000; volumes fill by it. Default: messagesPerSecond.",
      ),
    messageSize: size("B", { min: "0.03125KiB", max: "1GiB" })
      .optional()
      .describe(
        "Bytes of a message on the brokers' disks, compressed and with its share of the batch's header, as 1KiB or 0.25KiB; the disks' size is checked with it. Default: not stated, not checked.",
      ),
    latency: duration("ms", { min: "1ms", max: "1h" })
      .optional()
      .describe("Time in which 99 of 100 requests of producers are answered, as 50ms. Default: not stated."),
    availability: z
      .number()
      .min(90)
      .max(99.999)
      .optional()
      .describe("Percentage of the time in which clients can write and read, as 99.9. Default: not stated."),
  })
  .describe("What the environment is expected to do; beside it stands what its pods ask for.");

type Schema = typeof schema;
export interface SizingSchema extends Schema {}

export const sizingSpec: SizingSchema = schema;
