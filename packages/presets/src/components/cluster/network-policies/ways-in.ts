import { isDeepStrictEqual } from "node:util";
import type { Used } from "@streamform/core";
import type { z } from "zod";
import type { Flow, Peer, Workload } from "../../../kubernetes/workload.js";
import type { networkPoliciesSpec } from "./spec.js";
import type { uses } from "./uses.js";

interface Part {
  readonly spec: z.output<typeof networkPoliciesSpec>;
  readonly uses: Pick<Used<typeof uses>, "observability">;
}

/** Pods that read metrics. */
function scraper({ spec, uses }: Part): Peer {
  return spec.monitoring ?? uses.observability?.scraper ?? { namespace: "monitoring" };
}

/** The flows into a workload's pods: those that its component names, and the flow to its metrics. */
export function waysIn({ flows, metrics }: Workload, part: Part): readonly Flow[] {
  const scraping: Flow[] = metrics ? [{ port: metrics.port, what: "metrics", from: [scraper(part)] }] : [];
  return [...flows, ...scraping].filter(({ from }) => from.length > 0);
}

/** A peer for people: by the name of its workload where it is one of the environment's own. */
export function peerInWords(peer: Peer, workloads: readonly Workload[]): string {
  if ("cidr" in peer) return peer.cidr;
  const labels = "labels" in peer ? Object.entries(peer.labels).map(([key, value]) => `${key}=${value}`) : [];
  if (peer.namespace === undefined) {
    const own = workloads.find((workload) => "labels" in peer && isDeepStrictEqual(workload.labels, peer.labels));
    if (own) return own.name;
  }
  const pods = labels.length > 0 ? `pods with ${labels.join(", ")}` : "all pods";
  return peer.namespace === undefined ? `${pods} of the namespace` : `${pods} of ${peer.namespace}`;
}
