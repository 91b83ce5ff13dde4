import type { z } from "zod";
import type { bastionSpec } from "./spec.js";

/**
 * How the bastion gets out: over the internet, or over endpoints in the VPC.
 *
 * @param network the network's exports; `internet` says whether its private subnets reach the internet, undefined where it cannot know
 */
export function reachOf(
  { internet, endpoints }: Pick<z.output<typeof bastionSpec>, "internet" | "endpoints">,
  network: { readonly internet: boolean | undefined },
) {
  const reachesInternet = internet ?? network.internet ?? false;
  return { internet: reachesInternet, endpoints: endpoints ?? !reachesInternet };
}
