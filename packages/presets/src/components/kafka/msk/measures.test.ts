import { describe, expect, it } from "vitest";
import { compileMsk } from "./testing.js";
import { mskMeasures } from "./measures.js";

/** What AWS lists for its collector of MSK metrics. Source: Amazon Managed Service for Prometheus user guide, "Metrics collected from Amazon MSK". */
const listedByAws = [
  "java_lang_Memory_HeapMemoryUsage_max",
  "java_lang_Memory_HeapMemoryUsage_used",
  "jmx_scrape_duration_seconds",
  "jmx_scrape_error",
  "kafka_consumer_group_ConsumerLagMetrics_Value",
  "kafka_controller_KafkaController_Value",
  "kafka_network_RequestMetrics_Count",
  "kafka_server_BrokerTopicMetrics_Count",
  "kafka_server_KafkaServer_Value",
  "kafka_server_ReplicaManager_Value",
  "kafka_server_group_coordinator_metrics_group_completed_rebalance_count",
  "kafka_server_socket_server_metrics_connection_count",
  "kafka_server_socket_server_metrics_failed_authentication_total",
  "node_filesystem_avail_bytes",
  "node_filesystem_files",
  "node_filesystem_files_free",
  "node_filesystem_size_bytes",
];
/** What else MSK's JMX exporter answers. Source: DataDog/integrations-core, amazon_msk/datadog_checks/amazon_msk/metrics.py. */
const seenByDatadog = [
  "kafka_controller_ControllerStats_Count",
  "kafka_log_LogCleanerManager_Value",
  "kafka_log_LogCleaner_Value",
  "kafka_log_LogManager_Value",
  "kafka_log_Log_Value",
  "kafka_network_RequestChannel_Value",
  "kafka_network_RequestMetrics_99thPercentile",
  "kafka_network_SocketServer_Value",
  "kafka_server_KafkaRequestHandlerPool_OneMinuteRate",
  "kafka_server_ReplicaFetcherManager_Value",
  "kafka_server_ReplicaManager_Count",
  "kafka_server_socket_server_metrics_connection_creation_total",
];

describe("measures of Amazon MSK", () => {
  const metricsOf = (measures: ReturnType<typeof mskMeasures>) =>
    new Set(
      Object.values(measures).flatMap((select) =>
        [...select('kafka_role="broker"').matchAll(/([a-zA-Z_]\w*)\{/g)].map(([, name = ""]) => name),
      ),
    );

  it("name only metrics that MSK's exporters are known to serve", () => {
    const published = new Set([...listedByAws, ...seenByDatadog]);
    const named = metricsOf(mskMeasures({ metadata: "zookeeper", volumes: true }));
    expect([...named].filter((metric) => !published.has(metric))).toEqual([]);
    expect([...published].filter((metric) => !named.has(metric))).toEqual([]);
  });

  it("have no controller with KRaft, and no volume without the node exporter", () => {
    const named = [...metricsOf(mskMeasures({ metadata: "kraft", volumes: false }))];
    expect(named.filter((metric) => /^(kafka_controller|node)_/.test(metric))).toEqual([]);
  });
});

describe("addresses of the exporters", () => {
  const outputsOf = (openMonitoring: object, authentication: object = {}) =>
    compileMsk({ openMonitoring, authentication }).terraform("msk").output as Readonly<
      Record<string, { value: string }>
    >;

  it("are made from the domain in the bootstrap servers of a listener that is on", () => {
    expect(outputsOf({ jmx: true })["broker_domain"]?.value).toBe(
      '${element(regex("b-[0-9]+[.]([^:,]+)", aws_msk_cluster.cluster.bootstrap_brokers_sasl_iam), 0)}',
    );
    expect(outputsOf({ jmx: true }, { iam: false, none: true })["broker_domain"]?.value).toContain(
      "aws_msk_cluster.cluster.bootstrap_brokers_tls",
    );
  });

  it("are not published without open monitoring", () => {
    expect(outputsOf({})).not.toHaveProperty("broker_domain");
  });
});
