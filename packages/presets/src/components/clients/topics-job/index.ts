import { defineComponent } from "@streamform/core";
import { listenerNotOpen, unpinnedTools } from "./checks.js";
import { topicsJobSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Settings of the Job that `topics` makes: apart from them, since every key there is a topic's name. */
export const topicsJob = defineComponent({
  name: "topics-job",
  title: "Topics' Job",
  spec: topicsJobSpec,
  uses,
  exports: ({ spec }) => ({ settings: spec }),
  checks: [listenerNotOpen, unpinnedTools],
});
