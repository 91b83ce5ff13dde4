import { connectorChecks } from "./checks/connectors.js";
import { workerChecks } from "./checks/workers.js";

export const checks = [...workerChecks, ...connectorChecks];
