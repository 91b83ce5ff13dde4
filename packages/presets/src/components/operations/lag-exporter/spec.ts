import { podFields, size } from "@streamform/core";
import { z } from "zod";

/** A regular expression that Go reads as well: it has no look-around and no back-references. Source: Go's regexp/syntax. */
function pattern() {
  return z
    .string()
    .min(1)
    .max(1000)
    .superRefine((text, context) => {
      const refuse = (message: string) => context.addIssue({ code: "custom", message });
      if (/\(\?(=|!|<=|<!)|\\[1-9]/.test(text)) return refuse("Go knows neither look-around nor back-references");
      try {
        new RegExp(text);
      } catch {
        refuse("this is not a regular expression");
      }
    });
}

function filter(what: string, exclude: string) {
  return z
    .strictObject({
      include: pattern()
        .default(".*")
        .describe(`Regular expression of the ${what} to measure. It may match a part of the name. Default: .*, all.`),
      exclude: pattern()
        .default(exclude)
        .describe(`Regular expression of the ${what} to leave out. Default: ${exclude}.`),
    })
    .prefault({})
    .describe(`Which ${what} are measured.`);
}

const schema = z
  .strictObject({
    topics: filter("topics", "^__"),
    groups: filter("consumer groups", "^console-consumer-[0-9]+$"),
    cpu: z
      .number()
      .min(0.01)
      .max(16)
      .multipleOf(0.001)
      .default(0.05)
      .describe("CPU request, in cores, such as 0.1. Default: 0.05."),
    memory: size("MiB", { min: "64MiB", max: "16GiB" })
      .prefault("128MiB")
      .describe("Memory request and limit. It grows with partitions times groups. Default: 128MiB."),
    ...podFields,
  })
  .describe("The exporter of consumer lag: kafka_exporter, from the brokers' image.");

type Schema = typeof schema;
export interface LagExporterSchema extends Schema {}

export const lagExporterSpec: LagExporterSchema = schema;

export type LagExporterSpec = z.output<typeof lagExporterSpec>;
