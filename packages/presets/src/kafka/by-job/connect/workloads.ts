import { metricsEndpoint, restPort } from "../../../components/clients/kafka-connect/names.js";
import type { Workload } from "../../../kubernetes/workload.js";
import type { ConnectDescribed } from "../../behaviour/connect.js";
import { compute } from "./job.js";
import { jobLabels, workerLabels } from "./names.js";

/** The workers and the connectors' Job. Workers hand requests on to each other; nobody else has any to make. */
export function workloads({ spec: { replicas, cpu, memory }, environment }: ConnectDescribed): Workload[] {
  const workers = workerLabels(environment);
  return [
    {
      name: "connect workers",
      labels: workers,
      replicas,
      requests: { cpu, memory },
      limits: { memory },
      storage: 0,
      flows: [
        {
          port: restPort,
          what: "connectors, from their Job and between workers",
          from: [{ labels: workers }, { labels: jobLabels(environment) }],
        },
      ],
      metrics: metricsEndpoint,
    },
    {
      name: "connectors Job",
      labels: jobLabels(environment),
      replicas: 1,
      requests: compute,
      limits: { memory: compute.memory },
      storage: 0,
      flows: [],
    },
  ];
}
