import type { ExportsPart } from "@streamform/core";
import { mskInstanceTypes } from "../../../versions/instance-types.js";
import { metadataOf } from "./metadata.js";
import { mskNames } from "./resource-types.js";
import type { mskSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** What is known of the cluster before it exists: what alarms, dashboards and policies are made from. */
export function exports({ spec, name, uses: { network } }: ExportsPart<typeof mskSpec, typeof uses>) {
  const { brokers: brokerType, burstable, partitions } = mskInstanceTypes[spec.instanceType];
  return {
    clusterName: name(mskNames.cluster),
    brokers: spec.brokersPerZone * network.zones.length,
    brokerType,
    burstable,
    partitionsPerBroker: partitions.recommended,
    metadata: metadataOf(spec.kafkaVersion),
    monitoring: spec.monitoring,
    /** Use of the volumes, in percent, at which they grow by themselves; undefined where they do not. */
    autoscalingTarget: spec.storageAutoscaling?.targetUtilization,
  };
}

export type MskExports = ReturnType<typeof exports>;
