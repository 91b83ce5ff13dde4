import { exporterRules } from "../../../../kafka/metrics/rules.js";
import type { KubernetesCluster } from "../part.js";
import type { Role } from "./names.js";

/** Files that the pods of every role have: what their start scripts share, and the rules of the JMX exporter. */
export function commonFiles({ asset }: Pick<KubernetesCluster, "asset">, role: Role): Record<string, string> {
  return {
    "node.sh": asset(new URL("./templates/node.sh", import.meta.url)),
    "exporter.json": `${JSON.stringify(exporterRules(role), undefined, 2)}\n`,
  };
}
