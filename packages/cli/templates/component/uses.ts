import { kafka, topics, users } from "@streamform/presets";

/** `optional(topics)`, from @streamform/core, is a use that an environment can do without. */
export const uses = { kafka, topics, users };
