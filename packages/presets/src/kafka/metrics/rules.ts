import type { Role } from "../../kubernetes/workload.js";
import { broker, kraftController } from "./broker.js";
import { connectWorker, mirrorMaker } from "./connect.js";
import { cruiseControl } from "./cruise-control.js";
import { configuration, type Rule } from "./rule.js";
import { schemaRegistry } from "./schema-registry.js";
import { zookeeper } from "./zookeeper.js";

/** Processes that run in a JVM, with the exporter's agent beside them. */
export type Jvm = Exclude<Role, "lag-exporter">;

const rules: Readonly<Record<Jvm, readonly Rule[]>> = {
  broker,
  controller: kraftController,
  zookeeper,
  connect: connectWorker,
  "mirror-maker": mirrorMaker,
  "cruise-control": cruiseControl,
  "schema-registry": schemaRegistry,
};

/** Whether processes of a role run with the agent and these rules. */
export function isJvm(of: string): of is Jvm {
  return Object.hasOwn(rules, of);
}

/**
 * Configuration of the JMX exporter's agent for a process, as an object that is written as YAML or JSON. The same for every version of
 * Kafka: a version's missing MBeans are simply not read. The agent itself serves metrics of the JVM (`jvm_…`, `process_…`).
 */
export function exporterRules(of: Jvm): unknown {
  return configuration(rules[of]);
}

/** Name of the file with this configuration, and its text. */
export const exporterFile = "metrics.json";
export function exporterText(of: Jvm): string {
  return `${JSON.stringify(exporterRules(of), null, 2)}\n`;
}
