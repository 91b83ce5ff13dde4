import type { Measures } from "./measures.js";

/** Lag as the lag exporter measures it; a partition that the group has not committed yet has a lag of -1. */
export const lagMeasures: Measures = {
  groupLag: (matchers) =>
    `sum by (consumergroup, topic) (clamp_min(kafka_consumergroup_lag{${matchers},kafka_role="lag-exporter"}, 0))`,
};
