import type { ClusterExports } from "./exports.js";
import { nameOf } from "./statefulset/names.js";

/** Service account of the brokers, in the environment's namespace. Strimzi's is named after the cluster (KafkaResources). */
export function brokersServiceAccount(exports: Pick<ClusterExports, "cluster" | "engine">): string {
  return exports.engine === "strimzi" ? `${exports.cluster}-kafka` : nameOf(exports, "broker");
}
