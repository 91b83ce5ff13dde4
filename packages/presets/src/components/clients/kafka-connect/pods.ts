import type { DescribePart } from "@streamform/core";
import type { Peer, Workload } from "../../../kubernetes/workload.js";
import { compute } from "./job.js";
import { jobLabels, metricsEndpoint, operator, restPort, workerLabels } from "./names.js";
import type { kafkaConnectSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** The workers, and the Job where no operator looks after connectors. Workers hand requests on to each other; nobody else has any to make. */
export function pods({
  spec: { replicas, cpu, memory },
  environment,
  uses: { kafkaCluster },
}: DescribePart<typeof kafkaConnectSpec, typeof uses>): Workload[] {
  const byOperator = kafkaCluster.engine === "strimzi";
  const workers = workerLabels(environment, byOperator);
  const caller: Peer = byOperator ? operator(kafkaCluster.operatorNamespace) : { labels: jobLabels(environment) };
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
          what: `connectors, from ${byOperator ? "Strimzi's operator" : "their Job"} and between workers`,
          from: [{ labels: workers }, caller],
        },
      ],
      metrics: metricsEndpoint,
    },
    ...(byOperator
      ? []
      : [
          {
            name: "connectors Job",
            labels: jobLabels(environment),
            replicas: 1,
            requests: compute,
            limits: { memory: compute.memory },
            storage: 0,
            flows: [],
          },
        ]),
  ];
}
