import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { grafanaKinds } from "../../../kubernetes/kinds/grafana.js";
import { type Peer, workloads } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import { checks } from "./checks.js";
import { diagram, summary } from "./describe.js";
import { files } from "./files.js";
import { prometheusKinds } from "./kinds.js";
import { kubernetes } from "./kubernetes.js";
import { isDiscovered } from "./scrape-configs.js";
import { observabilitySpec } from "./spec.js";
import { targetServerProcess } from "./target-server.js";
import { uses } from "./uses.js";

/** Alerts with a runbook, dashboards, and Prometheus' targets: the same for every Kafka. */
export const observability = defineComponent({
  name: "observability",
  title: "Observability",
  spec: observabilitySpec,
  uses,
  exports: ({ spec }) => ({
    /** Pods that scrape: what network policies let to the ports of metrics. */
    scraper: { namespace: spec.namespace, labels: spec.scraper } as Extract<Peer, { readonly labels: unknown }>,
  }),
  contributes: [
    contribute(workloads, (part: DescribePart<typeof observabilitySpec, typeof uses>) =>
      part.uses.kafka.metrics?.targets.some(isDiscovered) ? [workloadOf(targetServerProcess(part))] : [],
    ),
  ],
  kubernetes,
  kinds: [...prometheusKinds, ...grafanaKinds],
  files,
  checks,
  summary,
  diagram,
});
