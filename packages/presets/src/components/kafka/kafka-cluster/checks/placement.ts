import { defineCheck } from "@streamform/core";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { hasTooFewBrokers } from "./durability.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const zonesWithoutBroker = defineCheck<Spec, Uses>({
  code: "SF2808",
  title: "Brokers that are spread unevenly over the zones",
  severity: "warning",
  because:
    "Kafka places a partition's replicas in different zones. In a zone with fewer brokers, each broker holds more replicas. A zone without brokers holds none.",
  instead: "Make the number of brokers a multiple of the number of zones, or name fewer zones.",
  source: "Apache Kafka documentation, balancing replicas across racks",
  run: ({ spec, environment, at }) => {
    const { replicas } = spec.brokers;
    const zones = spec.zones.length;
    if (replicas === 1 || replicas % zones === 0 || hasTooFewBrokers({ spec, environment })) return [];
    return [at(["brokers", "replicas"], `the cluster has ${replicas} brokers in ${zones} zones`)];
  },
});

export const zonesThatAreNone = defineCheck<Spec, Uses>({
  code: "SF2812",
  title: "Zones without nodes",
  severity: "error",
  because: "Brokers run only in these zones. If no node has such a zone as its label, the brokers stay pending.",
  instead: "Name each zone of the environment's region once.",
  source: "Kubernetes documentation, assigning Pods to nodes",
  run: ({ spec, environment, at }) =>
    spec.zones.flatMap((zone, index) => {
      if (!zone.startsWith(environment.aws.region) || zone.length !== environment.aws.region.length + 1)
        return [at(["zones", index], `${zone} is not in ${environment.aws.region}`)];
      return spec.zones.indexOf(zone) < index ? [at(["zones", index], `${zone} is listed twice`)] : [];
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
