import { type Deferred, text } from "@streamform/core";
import type { KafkaMetrics, Targets } from "../../../kafka/metrics/kafka-metrics.js";
import { mskMonitoringPorts } from "../../../versions/msk-ports.js";
import { isExpress } from "./configuration.js";
import type { DescribeMsk } from "./describe.js";
import { logGroupName } from "./log-destinations.js";
import { brokerRole, hostRole, mskMeasures } from "./measures.js";
import { metadataOf } from "./metadata.js";

/**
 * Exporters of every broker. MSK calls the brokers `b-1` to `b-N` below a domain that it makes up for the cluster.
 *
 * Source: Amazon MSK developer guide, "Monitor an MSK Provisioned cluster with Prometheus" and "Get the bootstrap brokers".
 */
function targets(name: string, of: string, port: number, brokers: number, domain: Deferred<string>): Targets {
  return {
    name,
    of,
    count: brokers,
    port,
    addresses: Array.from({ length: brokers }, (_, index) => text`b-${index + 1}.${domain}:${port}`),
    node: "(b-[0-9]+)[.].*",
  };
}

/** What MSK's open monitoring measures. */
export function mskMetrics({ spec, exports, terraform }: DescribeMsk): KafkaMetrics {
  const { jmx, node } = spec.openMonitoring;
  const { brokers, clusterName } = exports;
  const volumes = node && !isExpress(spec.instanceType);
  const metadata = metadataOf(spec.kafkaVersion);
  const { brokerDomain } = terraform;
  const shared = {
    node: "broker",
    volumeLabel: "pod",
    log: spec.logs.cloudwatch.enabled ? `aws logs tail ${logGroupName(clusterName)} --since 3h` : undefined,
  } as const;
  if (!jmx)
    return {
      ...shared,
      measures: () => ({}),
      targets: [],
      turnOn: "msk: { openMonitoring: { jmx: true, node: true } }",
    };
  return {
    ...shared,
    measures: () => mskMeasures({ metadata, volumes }),
    targets: [
      targets("brokers", brokerRole, mskMonitoringPorts.jmxExporter, brokers, brokerDomain),
      ...(node ? [targets("broker-hosts", hostRole, mskMonitoringPorts.nodeExporter, brokers, brokerDomain)] : []),
    ],
  };
}
