import { defineCheck } from "@streamform/core";
import { performanceOf, testDuration, testSize } from "./load.js";
import type { initScriptsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export const testFillsDisks = defineCheck<typeof initScriptsSpec, typeof uses>({
  code: "SF2915",
  title: "A performance test that fills the disks",
  severity: "error",
  because: "The test's records stay on the brokers' volumes until the test ends. A broker whose disk is full stops.",
  instead: "Shorten `performance.duration`, or lower the rate or the size of a record.",
  run: ({ spec, uses: { kafka, sizing }, at }) => {
    const performance = performanceOf(spec, { sizing });
    const { rate, recordSize, duration } = performance;
    const gibibytes = testSize(performance, kafka);
    if (gibibytes * 2 <= kafka.storage) return [];
    const { replicationFactor } = kafka.defaults;
    const product = `${rate} records/s × ${recordSize} B × ${testDuration(performance, kafka)} s × ${replicationFactor} copies = ${gibibytes} GiB`;
    const message = `${product}, more than half of the brokers' ${kafka.storage} GiB`;
    return duration === undefined
      ? [at("performance.rate", message, "lower the rate or the size of a record: they fill the disks within a second")]
      : [at("performance.duration", message)];
  },
});
