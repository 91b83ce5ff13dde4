import { exporterRules } from "../../../../kafka/metrics/rules.js";
import type { Role } from "./names.js";

/** Files that the pods of every role have: what their start scripts share, and the rules of the JMX exporter. */
export function commonFiles(role: Role): Readonly<Record<string, string | URL>> {
  return {
    "node.sh": new URL("./templates/node.sh", import.meta.url),
    "exporter.json": `${JSON.stringify(exporterRules(role), undefined, 2)}\n`,
  };
}
