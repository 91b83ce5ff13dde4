import { topicsByJob } from "./topics/index.js";

/** Behaviour of every Kafka that no operator in the cluster looks after: Jobs and Deployments with Kafka's own tools. */
export const byJob = { topics: topicsByJob } as const;
