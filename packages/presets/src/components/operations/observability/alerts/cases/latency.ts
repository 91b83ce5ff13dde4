import type { latency } from "../latency.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const gauge = (metric: string, value: string) => ({ [of("broker", 0, metric)]: value });
const time = (part: string, request: string, value: string, count: string) => ({
  [of("broker", 0, `kafka_network_requestmetrics_${part}`, { request, quantile: "0.99" })]: value,
  [of("broker", 0, "kafka_network_requestmetrics_totaltimems_count_total", { request })]: count,
});
/** A counter of a listener's two network threads. */
const listener = (metric: string, value: string) =>
  Object.fromEntries(
    ["0", "1"].map((network_processor) => [
      of("broker", 0, `kafka_server_socket_server_metrics_${metric}`, { listener: "SCRAM", network_processor }),
      value,
    ]),
  );
const pod = "analytics-broker-0";

export const latencyCases: CasesOf<typeof latency> = {
  KafkaRequestHandlersBusy: {
    fires: fires(
      gauge("kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent", "0.25x30"),
      "11m",
      at("broker", 0, "25"),
    ),
    silent: silent(gauge("kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent", "0.25x5 0.6x30"), "25m"),
  },
  KafkaNetworkThreadsBusy: {
    fires: fires(
      gauge("kafka_network_socketserver_networkprocessoravgidle_percent", "0.125x30"),
      "11m",
      at("broker", 0, "12.5"),
    ),
    silent: silent(gauge("kafka_network_socketserver_networkprocessoravgidle_percent", "0.9x30"), "25m"),
  },
  KafkaRequestQueueLong: {
    fires: fires(gauge("kafka_network_requestchannel_requestqueuesize", "250x30"), "6m", at("broker", 0, "250")),
    silent: silent(gauge("kafka_network_requestchannel_requestqueuesize", "250 0 250 0 250 0 250 0 250 0 250"), "10m"),
  },
  KafkaProduceSlow: {
    fires: fires(
      time("totaltimems", "Produce", "400x30", "0+60x30"),
      "12m",
      at("broker", 0, "400", { request: "Produce", quantile: "0.99" }),
    ),
    // The percentile stays where it was when nobody writes any more.
    silent: silent(time("totaltimems", "Produce", "400x30", "9x30"), "25m"),
  },
  KafkaFetchSlow: {
    fires: fires(
      time("localtimems", "FetchConsumer", "300x30", "0+60x30"),
      "12m",
      at("broker", 0, "300", { request: "FetchConsumer", quantile: "0.99" }),
    ),
    silent: silent(time("localtimems", "FetchConsumer", "100x30", "0+60x30"), "25m"),
  },
  KafkaProduceFailing: {
    fires: fires(
      gauge("kafka_server_brokertopicmetrics_failedproducerequests_total", "0+300x30"),
      "12m",
      by({ pod }, "5"),
    ),
    silent: silent(gauge("kafka_server_brokertopicmetrics_failedproducerequests_total", "0+6x30"), "25m"),
  },
  KafkaFetchFailing: {
    fires: fires(
      gauge("kafka_server_brokertopicmetrics_failedfetchrequests_total", "0+300x30"),
      "12m",
      by({ pod }, "5"),
    ),
    silent: silent(gauge("kafka_server_brokertopicmetrics_failedfetchrequests_total", "0+6x30"), "25m"),
  },
  KafkaAuthenticationFailing: {
    fires: fires(listener("failed_authentication_total", "0+60x30"), "17m", by({ pod, listener: "SCRAM" }, "2")),
    silent: silent(listener("failed_authentication_total", "0+3x30"), "25m"),
  },
  KafkaConnectionChurn: {
    fires: fires(listener("connection_creation_total", "0+1500x30"), "22m", by({ pod, listener: "SCRAM" }, "50")),
    silent: silent(listener("connection_creation_total", "0+60x30"), "25m"),
  },
};
