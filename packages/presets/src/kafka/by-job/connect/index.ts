import type { RunConnect } from "../../behaviour/connect.js";
import { diagram, steps } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { workerLabels } from "./names.js";
import { workloads } from "./workloads.js";

/** Connect as a Deployment, and a Job that brings connectors to it. */
export const connectByJob: RunConnect = {
  mountsPlugins: false,
  workerLabels,
  kubernetes,
  workloads,
  steps,
  diagram,
};
