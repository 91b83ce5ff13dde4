import { codeSpan, type Precondition } from "@streamform/core";
import { strimziKubernetes } from "../../../../versions/strimzi.js";
import type { DescribeCluster } from "../part.js";

/** If `strimziOperator` installs the operator, it also installs the Drain Cleaner: the group covers both. */
const apiGroup = "kafka.strimzi.io";

export function preconditions({ spec, environment, uses, exports }: DescribeCluster): Precondition[] {
  const { namespace } = environment.kubernetes;
  const chart = uses.versions.charts.strimzi;
  return [
    {
      title: `Kubernetes ${strimziKubernetes} or newer`,
      text: `Strimzi ${chart.appVersion} does not support older versions.`,
    },
    {
      title: "The Strimzi operator",
      apiGroup,
      text: `Runs in the namespace ${codeSpan(exports.operatorNamespace)}, watches ${codeSpan(namespace)}, runs Kafka ${spec.kafkaVersion} and serves \`${chart.apiVersion}\`. It must not create NetworkPolicies (\`generateNetworkPolicy: false\`).`,
    },
    ...(spec.strimzi.drainCleaner
      ? [
          {
            title: "Strimzi's Drain Cleaner",
            apiGroup,
            text: "Watches evictions in the namespace and allows them (`STRIMZI_DENY_EVICTION: false`). Without it you cannot drain a node with a broker.",
          },
        ]
      : []),
  ];
}
