import { defineCheck } from "@streamform/core";
import type { networkSpec } from "./spec.js";

export const zoneOfAnotherRegion = defineCheck<typeof networkSpec>({
  code: "SF2001",
  title: "An availability zone of another region",
  severity: "error",
  because: "AWS creates subnets only in zones of the environment's region. The apply fails halfway.",
  instead: "Name zones of `aws.region`, or change the region.",
  run: ({ spec, environment, at }) =>
    spec.zones.flatMap((zone, index) =>
      zone.startsWith(environment.aws.region)
        ? []
        : [at(["zones", index], `${zone} is not a zone of ${environment.aws.region}`)],
    ),
});

export const repeatedZone = defineCheck<typeof networkSpec>({
  code: "SF2002",
  title: "An availability zone named twice",
  severity: "error",
  because: "Each zone gets one private subnet, named after the zone. AWS cannot create two of the same name.",
  instead: "Remove the repetition.",
  run: ({ spec, at }) =>
    spec.zones.flatMap((zone, index) =>
      spec.zones.indexOf(zone) < index ? [at(["zones", index], `${zone} is listed twice`)] : [],
    ),
});

export const subnetNotNamed = defineCheck<typeof networkSpec>({
  code: "SF2003",
  title: "An existing network without a subnet for each zone",
  severity: "error",
  because: "Brokers in that zone have no subnet to run in.",
  instead: "Name a private subnet for every zone in `network.existing.privateSubnetIds`.",
  run: ({ spec, at }) => {
    const { existing } = spec;
    if (!existing) return [];
    return spec.zones
      .filter((zone) => existing.privateSubnetIds[zone] === undefined)
      .map((zone) => at(["existing", "privateSubnetIds"], `${zone} has no private subnet`));
  },
});

export const oneNatInProduction = defineCheck<typeof networkSpec>({
  code: "SF2004",
  title: "One NAT gateway for all zones in production",
  severity: "warning",
  because:
    "If its zone fails, every zone loses internet access. Until then, traffic from the other zones pays for crossing zones.",
  instead: "Write `natGateways: per-zone`, or `none` if nothing needs the internet.",
  source: "Amazon VPC user guide, NAT gateway basics",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.natGateways === "one"
      ? [at("natGateways", "one NAT gateway serves all zones")]
      : [],
});

export const repeatedSubnet = defineCheck<typeof networkSpec>({
  code: "SF2005",
  title: "One existing subnet for two zones",
  severity: "error",
  because:
    "A subnet lies in one zone. Brokers that should survive the loss of a zone would all run in the same zone, and MSK refuses this.",
  instead: "For each zone, name a subnet that lies in it.",
  source: "Amazon MSK API reference, BrokerNodeGroupInfo: clientSubnets",
  run: ({ spec: { existing }, at }) => {
    const zones = new Map<string, string>();
    return Object.entries(existing?.privateSubnetIds ?? {}).flatMap(([zone, subnet]) => {
      const before = zones.get(subnet);
      zones.set(subnet, before ?? zone);
      return before === undefined
        ? []
        : [at(["existing", "privateSubnetIds", zone], `${subnet} is already listed for ${before}`)];
    });
  },
});
