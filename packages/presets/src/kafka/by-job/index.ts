import { connectByJob } from "./connect/index.js";
import { mirrorByDeployment } from "./mirror/deployment.js";
import { topicsByJob } from "./topics/index.js";
import { usersByJob } from "./users/index.js";

/** Behaviour of every Kafka that no operator in the cluster looks after: Jobs and Deployments with Kafka's own tools. */
export const byJob = {
  topics: topicsByJob,
  users: usersByJob(),
  connect: connectByJob,
  mirror: mirrorByDeployment,
} as const;
