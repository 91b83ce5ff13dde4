import { topicsByStrimzi } from "./topics.js";

/** Behaviour of a Kafka that Strimzi looks after: objects for its operators. */
export const byStrimzi = { topics: topicsByStrimzi } as const;
