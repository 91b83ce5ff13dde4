import { exporterText } from "../../../../kafka/metrics/rules.js";
import { templates } from "../../../../process/templates.js";
import type { Role } from "./names.js";

/** Files that the pods of every role have: what their start scripts share, and the rules of the JMX exporter. */
export function commonFiles(role: Role): Readonly<Record<string, string | URL>> {
  return {
    ...templates(import.meta.url, "node.sh"),
    "exporter.json": exporterText(role),
  };
}
