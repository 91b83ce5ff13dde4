import type { Rule } from "./rule.js";

/** Cruise Control: whether it knows the load well enough to move anything, and what it has done. Source: linkedin/cruise-control wiki, "Sensors". */
export const cruiseControl: readonly Rule[] = [
  {
    objects: [
      "kafka.cruisecontrol:name=LoadMonitor.valid-windows",
      "kafka.cruisecontrol:name=LoadMonitor.monitored-partitions-percentage",
      "kafka.cruisecontrol:name=AnomalyDetector.balancedness-score",
      "kafka.cruisecontrol:name=Executor.replica-action-in-progress",
    ],
    pattern: "^kafka\\.cruisecontrol<name=(\\w+)\\.([\\w-]+)><>Value:",
    name: "kafka_cruisecontrol_$1_$2",
    type: "GAUGE",
  },
];
