import { connectByStrimzi } from "./connect.js";
import { mirrorByStrimzi } from "./mirror.js";
import { topicsByStrimzi } from "./topics.js";
import { usersByStrimzi } from "./users.js";

/** Behaviour of a Kafka that Strimzi looks after: objects for its operators. */
export const byStrimzi = {
  topics: topicsByStrimzi,
  users: usersByStrimzi,
  connect: connectByStrimzi,
  mirror: mirrorByStrimzi,
} as const;
