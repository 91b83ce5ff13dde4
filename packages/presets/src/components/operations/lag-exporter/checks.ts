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
    "It logs in at the listener `mtls` by a certificate, which an administrator gives its rights, and runs from the brokers' image; this Kafka has not all of these.",
  instead: "Leave `lagExporter` away for this Kafka.",
  run: ({ uses: { kafka }, at }) =>
    kafka.adminCertificate && kafka.toolsImage && kafka.listeners.some(({ name }) => name === "mtls")
      ? []
      : [at([], "the brokers have no listener for it")],
});

export const nothingMeasured = defineCheck<Spec, Uses>({
  code: "SF2952",
  title: "A filter that leaves no topic over",
  severity: "warning",
  because: "No lag would be measured on any topic of the environment, and alerts on it would look as if all were well.",
  instead: "Let `include` match the topics that matter; `exclude` goes before it.",
  source: "danielqsj/kafka_exporter, README, flags topic.filter and topic.exclude",
  run: ({ spec, uses: { topics }, at }) => {
    const names = topics?.names ?? [];
    const [include, exclude] = [new RegExp(spec.topics.include), new RegExp(spec.topics.exclude)];
    return names.length === 0 || names.some((name) => include.test(name) && !exclude.test(name))
      ? []
      : [at("topics", `none of the ${names.length} topics is left`)];
  },
});

export const checks = [noAdminCertificate, nothingMeasured];
