import { defineCheck } from "@streamform/core";
import type { lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof lagExporterSpec;
type Uses = typeof uses;

export const noAdminCertificate = defineCheck<Spec, Uses>({
  code: "SF2951",
  title: "A lag exporter that cannot log in",
  severity: "error",
  because:
    "The lag exporter logs in at the listener `mtls` with a certificate, gets its rights from an administrator, and runs from the brokers' image. This Kafka lacks one of these.",
  instead: "Remove `lagExporter` for this Kafka.",
  run: ({ uses: { kafka }, at }) =>
    kafka.adminCertificate && kafka.toolsImage && kafka.listeners.some(({ name }) => name === "mtls")
      ? []
      : [at([], "the brokers have no listener for the lag exporter")],
});

export const nothingMeasured = defineCheck<Spec, Uses>({
  code: "SF2952",
  title: "A filter that excludes every topic",
  severity: "warning",
  because: "The exporter measures no topic of the environment. Lag alerts never fire, and everything looks fine.",
  instead: "Make `include` match the topics that matter. `exclude` takes precedence.",
  source: "danielqsj/kafka_exporter, README, flags topic.filter and topic.exclude",
  run: ({ spec, uses: { topics }, at }) => {
    const names = topics?.names ?? [];
    const [include, exclude] = [new RegExp(spec.topics.include), new RegExp(spec.topics.exclude)];
    return names.length === 0 || names.some((name) => include.test(name) && !exclude.test(name))
      ? []
      : [at("topics", `the filter leaves none of the ${names.length} topics`)];
  },
});

export const checks = [noAdminCertificate, nothingMeasured];
