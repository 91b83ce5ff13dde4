import type { DescribeCluster } from "./part.js";

/** Addresses outside the cluster that open connections to the external listener: clients, and the load balancers' health checks. */
export function outsideAddresses({ external }: DescribeCluster["spec"]): readonly string[] {
  return external ? [...new Set([...external.sources, ...external.healthChecksFrom])] : [];
}
