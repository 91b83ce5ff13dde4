import { defineCheck } from "@streamform/core";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

export const noBrokerLogs = defineCheck<Spec, Uses>({
  code: "SF2124",
  title: "Production brokers without logs",
  severity: "warning",
  because:
    "You cannot log in to an MSK broker. Only its log says why it restarted, refused a client or fell out of sync, and MSK keeps no logs by default.",
  instead: "Leave `logs.cloudwatch` on, or send them to `logs.s3` or `logs.firehose`.",
  source: "Amazon MSK developer guide, Amazon MSK logging",
  run: ({ spec: { logs }, environment, at }) =>
    environment.stage === "production" && !logs.cloudwatch.enabled && !logs.s3 && !logs.firehose
      ? [at("logs", "the spec sends broker logs nowhere")]
      : [],
});

/** What Amazon MSK lists for tags: not the colon that other services take. */
const tagText = /^[^:]*$/;

export const tagsRefused = defineCheck<Spec, Uses>({
  code: "SF2125",
  title: "A tag that Amazon MSK does not list",
  severity: "warning",
  because:
    "MSK documents letters, digits, spaces and _ . / = + - @ for tags. With a colon, which other services accept, MSK may refuse the cluster.",
  instead: "Use another separator, as in cost/center.",
  source: "Amazon MSK developer guide, tag restrictions",
  run: ({ environment: { owner, aws }, atRoot }) => [
    ...(tagText.test(owner) ? [] : [atRoot("owner", `the tag owner has the value ${owner}`)]),
    ...Object.entries(aws.tags).flatMap(([key, value]) =>
      tagText.test(key) && tagText.test(value) ? [] : [atRoot(["aws", "tags", key], `the tag ${key} has a colon`)],
    ),
  ],
});
