import { defineComponent } from "@streamform/core";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { sizingSpec } from "./spec.js";
import { uses } from "./uses.js";

/** The expected load of the environment, and the resources that its pods request. */
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
