import type { DescribePart, Summary } from "@streamform/core";
import type { networkPoliciesSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { peerInWords, waysIn } from "./ways-in.js";

export function summary(part: DescribePart<typeof networkPoliciesSpec, typeof uses>): Summary {
  const { spec } = part;
  const rows = part.uses.workloads.flatMap((workload) =>
    waysIn(workload, part).map(({ port, what, from }) => [
      workload.name,
      String(port),
      what,
      from.map((peer) => peerInWords(peer, part.uses.workloads)).join("; "),
    ]),
  );
  return {
    facts: [
      { label: "Connections to pods", value: "none but those of the table" },
      ...(spec.egress
        ? [
            {
              label: "Connections of pods",
              value: ["DNS", "the namespace", "EKS Pod Identity", ...Object.keys(spec.egress.to)].join(", "),
            },
          ]
        : []),
    ],
    tables:
      rows.length === 0
        ? []
        : [
            {
              title: "Who may connect",
              head: ["Pods", "Port", "What passes", "From"],
              rows,
              note: "Other namespaces join under kafkaCluster.clients. Addresses are those that a pod sees: a client's own where the load balancer keeps them, the load balancer's or a node's where it does not.",
            },
          ],
    preconditions: [
      {
        title: "A network plugin that enforces NetworkPolicies",
        text: "The Amazon VPC CNI 1.14 or newer with `enableNetworkPolicy`, Calico or Cilium: without one the policies are there and nothing obeys them.",
      },
    ],
  };
}
