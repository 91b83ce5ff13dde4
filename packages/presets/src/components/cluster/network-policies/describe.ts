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
      { label: "Connections to pods", value: "only those in the table" },
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
              note: "Add other namespaces under kafkaCluster.clients. Addresses are as a pod sees them: the client's own address if the load balancer preserves it, otherwise the address of the load balancer or of a node.",
            },
          ],
    preconditions: [
      {
        title: "A network plugin that enforces NetworkPolicies",
        text: "The Amazon VPC CNI 1.14 or newer with `enableNetworkPolicy`, Calico or Cilium. Without such a plugin the policies exist and have no effect.",
      },
    ],
  };
}
