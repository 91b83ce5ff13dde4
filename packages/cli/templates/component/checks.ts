import { defineCheck } from "@streamform/core";
import { listenerFor } from "@streamform/presets";
import type { myComponentSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof myComponentSpec;
type Uses = typeof uses;

/** Codes from SF7000 to SF7999 are for components of your own. */
const noTopic = defineCheck<Spec, Uses>({
  code: "SF7001",
  title: "My component writes to a topic that is not there",
  severity: "error",
  because: "The brokers refuse the record, or create a topic with settings that nobody chose.",
  instead: "Add the topic under `topics`.",
  run: ({ spec, uses: { topics }, at }) =>
    topics.names.includes(spec.topic) ? [] : [at("topic", `topics has no ${spec.topic}`)],
});

const noLogin = defineCheck<Spec, Uses>({
  code: "SF7002",
  title: "My component cannot log in",
  severity: "error",
  because: "Its pods wait for a Secret that nobody creates, or the brokers do not know them.",
  instead: "Add the user under `users`, with a login that a listener of the brokers takes.",
  run: ({ spec, uses: { kafka, users }, at }) => {
    const credentials = users.credentials[spec.user];
    if (!credentials) return [at("user", `users has no ${spec.user}`)];
    return listenerFor(kafka, credentials) ? [] : [at("user", `no listener takes ${credentials.authentication}`)];
  },
});

export const checks = [noTopic, noLogin];
