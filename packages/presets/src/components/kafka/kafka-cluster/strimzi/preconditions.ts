import { codeSpan, type Precondition } from "@streamform/core";
import { strimziKubernetes } from "../../../../versions/strimzi.js";
import { versions } from "../../../../versions/versions.js";
import type { DescribeCluster } from "../part.js";

/** Where `strimziOperator` installs the operator, the Drain Cleaner comes along: the group stands for both. */
const apiGroup = "kafka.strimzi.io";

export function preconditions({ spec, environment, exports }: DescribeCluster): Precondition[] {
  const { namespace } = environment.kubernetes;
  const chart = versions.charts.strimzi;
  return [
    {
      title: `Kubernetes ${strimziKubernetes} or newer`,
      text: `Strimzi ${chart.appVersion} supports none that is older.`,
    },
    {
      title: "The Strimzi operator",
      apiGroup,
      text: `Stands in the namespace ${codeSpan(exports.operatorNamespace)}, watches ${codeSpan(namespace)}, runs Kafka ${spec.kafkaVersion} and serves \`${chart.apiVersion}\`; it makes no NetworkPolicies of its own (\`generateNetworkPolicy: false\`).`,
    },
    ...(spec.strimzi.drainCleaner
      ? [
          {
            title: "Strimzi's Drain Cleaner",
            apiGroup,
            text: "Hears of evictions in the namespace, and lets them pass (`STRIMZI_DENY_EVICTION: false`). Without it no node with a broker can be drained.",
          },
        ]
      : []),
  ];
}
