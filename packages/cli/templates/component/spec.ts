import { podFields, size } from "@streamform/core";
import { z } from "zod";

const schema = z
  .strictObject({
    user: z
      .string()
      .min(1)
      .default("my-component")
      .describe("User of `users` that it logs in as. Default: my-component."),
    topic: z.string().min(1).default("my-component").describe("Topic that it writes to. Default: my-component."),
    schedule: z
      .string()
      .min(1)
      .default("*/5 * * * *")
      .describe("When it runs, as a cron expression in UTC. Default: every five minutes."),
    memory: size("MiB", { min: "256MiB", max: "16GiB" })
      .prefault("512MiB")
      .describe("Memory that it requests and may use. Default: 512MiB."),
    // Node selector, tolerations, labels and the rest of a pod, as every process takes them.
    ...podFields,
  })
  .describe("My component: writes one record to a topic on a schedule.");

// Declarations of other files name this type instead of repeating the whole schema.
type Schema = typeof schema;
export interface MyComponentSchema extends Schema {}

export const myComponentSpec: MyComponentSchema = schema;
