import type { Engine } from "../part.js";
import { certificate } from "./certificate.js";
import { hasCruiseControl, rebalances } from "./cruise-control.js";
import { admin, kafka } from "./kafka.js";
import { strimziMetrics } from "./kafka-metrics.js";
import { metrics } from "./metrics.js";
import { operatorLabels } from "./names.js";
import { nodePools } from "./node-pools.js";
import { preconditions } from "./preconditions.js";
import { steps } from "./steps.js";
import { byStrimzi } from "./behaviour.js";
import { workloads } from "./workloads.js";

/** Kafka by the Strimzi operator: the custom resources from which the operator creates everything else. */
export const strimzi: Engine = {
  kubernetes(part) {
    const isBalanced = hasCruiseControl(part.spec);
    certificate(part);
    metrics(part, isBalanced);
    nodePools(part);
    kafka(part);
    admin(part);
    if (isBalanced) rebalances(part);
  },
  workloads,
  behaviour: ({ exports }) => ({
    ...byStrimzi,
    metrics: strimziMetrics(exports.operatorNamespace),
    operator: { namespace: exports.operatorNamespace, labels: operatorLabels },
  }),
  steps,
  preconditions,
};
