import { defineCheck } from "@streamform/core";
import type { initScriptsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export const testFillsDisks = defineCheck<typeof initScriptsSpec, typeof uses>({
  code: "SF2915",
  title: "A performance test that fills the disks",
  severity: "error",
  because:
    "Its records are on the brokers' volumes until it ends, beside all others; a broker whose disk is full stops.",
  instead: "Shorten `performance.duration`, or lower the rate or the size of a record.",
  run: ({ spec: { performance }, uses: { kafka }, at }) => {
    const { rate, recordSize, duration } = performance;
    const gibibytes = Math.ceil((rate * recordSize * duration * kafka.defaults.replicationFactor) / 1024 ** 3);
    return gibibytes * 2 > kafka.storage
      ? [
          at(
            ["performance"],
            `${rate} records/s × ${recordSize} B × ${duration} s × ${kafka.defaults.replicationFactor} copies = ${gibibytes} GiB, more than half of the brokers' ${kafka.storage} GiB`,
          ),
        ]
      : [];
  },
});
