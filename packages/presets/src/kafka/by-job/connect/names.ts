import type { EnvironmentInfo } from "@streamform/core";
import { name } from "../../../components/clients/kafka-connect/names.js";

type Environment = Pick<EnvironmentInfo, "name">;

/** Service of the REST API: Strimzi's name for it, whatever runs the workers. Source: Strimzi's KafkaConnectResources. */
export const restService = `${name}-connect-api`;

/** Labels of the workers' pods, and of the Job's, which never change. */
export function workerLabels(environment: Environment) {
  return labels(environment, "worker");
}
export function jobLabels(environment: Environment) {
  return labels(environment, "connectors-job");
}

function labels({ name: environment }: Environment, component: string) {
  return {
    "app.kubernetes.io/name": "kafka-connect",
    "app.kubernetes.io/part-of": environment,
    "app.kubernetes.io/component": component,
  };
}
