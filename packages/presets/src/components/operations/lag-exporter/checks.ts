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
    "It logs in by a certificate, AWS credentials or a password, and an administrator gives it its rights: this Kafka takes none of these, or no administrator.",
  instead: "Open a listener that knows its clients, or leave `lagExporter` out.",
  run: ({ uses: { kafka }, at }) =>
    ownLogin(kafka, "lag-exporter") && kafka.users.hasAdministrator(kafka)
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

export const checks = [noLogin, nothingMeasured];
