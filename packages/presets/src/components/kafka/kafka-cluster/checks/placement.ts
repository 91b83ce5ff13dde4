import { defineCheck } from "@streamform/core";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { hasTooFewBrokers } from "./durability.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const zonesWithoutBroker = defineCheck<Spec, Uses>({
  code: "SF2808",
  title: "Brokers that the zones do not share out evenly",
  severity: "warning",
  because:
    "A partition has its copies in different zones: brokers of a zone with fewer of them hold more copies each, and a zone without one holds none.",
  instead: "Make the brokers a multiple of the zones, or name fewer zones.",
  source: "Apache Kafka documentation, balancing replicas across racks",
  run: ({ spec, environment, at }) => {
    const { replicas } = spec.brokers;
    const zones = spec.zones.length;
    if (replicas === 1 || replicas % zones === 0 || hasTooFewBrokers({ spec, environment })) return [];
    return [at(["brokers", "replicas"], `${replicas} brokers in ${zones} zones`)];
  },
});

export const zonesThatAreNone = defineCheck<Spec, Uses>({
  code: "SF2812",
  title: "Zones that no node can be in",
  severity: "error",
  because: "Brokers may stand in these zones alone: where no node has one of them as its label, they stay pending.",
  instead: "Name each zone of the environment's region once.",
  source: "Kubernetes documentation, assigning Pods to nodes",
  run: ({ spec, environment, at }) =>
    spec.zones.flatMap((zone, index) => {
      if (!zone.startsWith(environment.aws.region) || zone.length !== environment.aws.region.length + 1)
        return [at(["zones", index], `${zone} is not in ${environment.aws.region}`)];
      return spec.zones.indexOf(zone) < index ? [at(["zones", index], `${zone} is there already`)] : [];
    }),
});

export const runtimeClassByStrimzi = defineCheck<Spec, Uses>({
  code: "SF2828",
  title: "A runtime class for Strimzi's pods",
  severity: "error",
  because:
    "Strimzi's templates of pods have no runtime class: its brokers and controllers would run as if none were named, with less isolation than the environment says.",
  instead: "Leave `runtimeClassName` out, or use the engine statefulset.",
  source: "Strimzi API reference, PodTemplate",
  run: ({ spec, environment, at, atRoot }) => {
    if (spec.engine !== "strimzi") return [];
    const message = (name: string) => `Strimzi's pods cannot have the runtime class ${name}`;
    const all = environment.kubernetes.pods?.runtimeClassName;
    return [
      ...(all === undefined ? [] : [atRoot(["kubernetes", "pods", "runtimeClassName"], message(all))]),
      ...(["brokers", "controllers"] as const).flatMap((role) => {
        const name = spec[role].runtimeClassName;
        return name === undefined ? [] : [at([role, "runtimeClassName"], message(name))];
      }),
    ];
  },
});
