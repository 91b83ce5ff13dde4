import { defineComponent } from "@streamform/core";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { sizingSpec } from "./spec.js";
import { uses } from "./uses.js";

/** What is expected of the environment, and what its pods ask for. */
export const sizing = defineComponent({
  name: "sizing",
  title: "Sizing",
  spec: sizingSpec,
  uses,
  exports: ({ spec }) => ({
    /** Messages a second at most, bytes of one, milliseconds of the 99th percentile and per cent of the time; undefined where nothing is stated. */
    messagesPerSecond: spec.messagesPerSecond,
    messageSize: spec.messageSize,
    latency: spec.latency,
    availability: spec.availability,
  }),
  checks,
  summary,
});
