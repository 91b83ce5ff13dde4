import { defineComponent } from "@streamform/core";
import { oneNatInProduction, repeatedSubnet, repeatedZone, subnetNotNamed, zoneOfAnotherRegion } from "./checks.js";
import { networkSpec } from "./spec.js";
import { terraform } from "./terraform.js";

/** A VPC with a private subnet in each zone, new or existing. */
export const network = defineComponent({
  name: "network",
  title: "Network",
  spec: networkSpec,
  exports: ({ spec: { cidr, zones, existing, natGateways } }) => ({
    cidr: existing?.cidr ?? cidr,
    zones,
    /** Whether the network was there before the environment. */
    existing: existing !== undefined,
    /** Whether private subnets reach the internet; undefined for an existing network, whose spec does not state it. */
    internet: existing ? undefined : natGateways !== "none",
  }),
  terraform,
  checks: [zoneOfAnotherRegion, repeatedZone, subnetNotNamed, oneNatInProduction, repeatedSubnet],
  summary: ({ spec }) => ({
    facts: [
      { label: "Network", value: spec.existing ? `${spec.existing.vpcId} (existing)` : spec.cidr },
      { label: "Zones", value: spec.zones.join(", ") },
    ],
    steps: spec.existing
      ? []
      : [
          {
            when: "after",
            title: "Connect the Kubernetes cluster to the network",
            text: `The VPC is new, and the pods that use it run in another network. Peer the two networks, or attach both to a transit gateway, with routes in both directions. Then list the addresses of the cluster's nodes and pods under \`msk.clients\`. You can skip this step with \`network.existing\`, where everything runs in the cluster's own VPC.`,
          },
        ],
  }),
});
