import type { RunConnect } from "../../behaviour/connect.js";
import { deployedWorkers } from "./deployment.js";
import { diagram, steps } from "./describe.js";
import { job } from "./job.js";
import { workerLabels } from "./names.js";
import { workloads } from "./workloads.js";

/** Connect as a Deployment, and a Job that brings connectors to it. */
export const connectByJob: RunConnect = {
  mountsPlugins: false,
  workerLabels,
  kubernetes: (part, login) => job(part, login, deployedWorkers(part, login)),
  workloads,
  steps,
  diagram,
};
