import { defineCheck } from "@streamform/core";
import { ownLogin } from "../../clients/users/own-user.js";
import type { lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof lagExporterSpec;
type Uses = typeof uses;

export const noLogin = defineCheck<Spec, Uses>({
  code: "SF2951",
  title: "A lag exporter that cannot log in",
  severity: "error",
  because:
    "The lag exporter logs in with a certificate, AWS credentials or a password, and an administrator grants its rights. This Kafka accepts none of these, or has no administrator.",
  instead: "Open a listener that authenticates its clients, or remove `lagExporter`.",
  run: ({ uses: { kafka }, at }) =>
    ownLogin(kafka, "lag-exporter") && kafka.users.hasAdministrator(kafka)
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

export const checks = [noLogin, nothingMeasured];
