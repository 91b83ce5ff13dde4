import { defineComponent } from "@streamform/core";
import { grafanaKinds } from "../../../kubernetes/kinds/grafana.js";
import type { Peer } from "../../../kubernetes/workload.js";
import { checks } from "./checks.js";
import { diagram, summary } from "./describe.js";
import { files } from "./files.js";
import { prometheusKinds } from "./kinds.js";
import { kubernetes } from "./kubernetes.js";
import { observabilitySpec } from "./spec.js";
import { uses } from "./uses.js";

/** Alerts with their runbook, dashboards, and what Prometheus scrapes: the same for every way in which the cluster runs. */
export const observability = defineComponent({
  name: "observability",
  title: "Observability",
  spec: observabilitySpec,
  uses,
  exports: ({ spec }) => ({
    /** Pods that scrape: what network policies let to the ports of metrics. */
    scraper: { namespace: spec.namespace, labels: spec.scraper } as Extract<Peer, { readonly labels: unknown }>,
  }),
  kubernetes,
  kinds: [...prometheusKinds, ...grafanaKinds],
  files,
  checks,
  summary,
  diagram,
});
