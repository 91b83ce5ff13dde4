import type { consumerLag } from "../consumer-lag.js";
import { by, type CasesOf, fires, of, silent } from "./case.js";

const exporter = (metric: string, labels: Readonly<Record<string, string>>) => of("lag-exporter", 0, metric, labels);
const lag = (consumergroup: string, topic: string, ...values: readonly string[]) =>
  Object.fromEntries(
    values.map((value, partition) => [
      exporter("kafka_consumergroup_lag", { consumergroup, topic, partition: String(partition) }),
      value,
    ]),
  );
const committed = (consumergroup: string, topic: string, value: string) => ({
  [exporter("kafka_consumergroup_current_offset", { consumergroup, topic, partition: "0" })]: value,
});
const members = (consumergroup: string, value: string) => ({
  [exporter("kafka_consumergroup_members", { consumergroup })]: value,
});
const held = (topic: string, oldest: string, newest: string) => ({
  [exporter("kafka_topic_partition_oldest_offset", { topic, partition: "0" })]: oldest,
  [exporter("kafka_topic_partition_current_offset", { topic, partition: "0" })]: newest,
});
const reports = { consumergroup: "reports", topic: "orders" };

export const consumerLagCases: CasesOf<typeof consumerLag> = {
  KafkaLagExporterDown: {
    fires: fires({ [exporter("up", {})]: "1x30" }, "11m", by({ kafka_role: "lag-exporter" }, "1")),
    silent: silent({ [exporter("kafka_brokers", {})]: "3x30" }, "20m"),
  },
  KafkaConsumerLagHigh: {
    fires: fires(
      // A group with its own limit, a group without, and the first group on a topic that is not monitored.
      {
        ...lag("reports", "orders", "8000x40", "8000x40", "-1x40"),
        ...lag("billing", "orders", "60x40"),
        ...lag("billing", "other", "90000x40"),
      },
      "18m",
      by(reports, "16k"),
      by({ consumergroup: "billing", topic: "orders" }, "60"),
    ),
    silent: silent({ ...lag("reports", "orders", "4000x40", "4000x40"), ...lag("billing", "orders", "40x40") }, "30m"),
  },
  KafkaConsumerLagCritical: {
    fires: fires(
      { ...lag("reports", "orders", "150000x40"), ...lag("billing", "orders", "400x40") },
      "18m",
      by(reports, "150k"),
    ),
    silent: silent(lag("reports", "orders", "90000x40"), "30m"),
  },
  KafkaConsumerLagGrowing: {
    fires: fires(lag("reports", "orders", "0+100x90"), "80m", by(reports, "8k")),
    silent: silent(lag("reports", "orders", "9000-100x90"), "60m"),
  },
  KafkaConsumerGroupStuck: {
    fires: fires(
      {
        ...lag("reports", "orders", "500x60"),
        ...committed("reports", "orders", "1000x60"),
        ...members("reports", "2x60"),
      },
      "30m",
      by(reports, "500"),
    ),
    silent: silent(
      {
        ...lag("reports", "orders", "500x60"),
        ...committed("reports", "orders", "1000+10x60"),
        ...members("reports", "2x60"),
      },
      "40m",
    ),
  },
  KafkaConsumerGroupEmpty: {
    fires: fires({ ...lag("reports", "orders", "500x60"), ...members("reports", "0x60") }, "18m", by(reports, "500")),
    silent: silent({ ...lag("reports", "orders", "500x60"), ...members("reports", "1x60") }, "40m"),
  },
  KafkaRecordsExpireUnread: {
    fires: fires(
      { ...committed("reports", "orders", "10500x30"), ...held("orders", "10000x30", "20000x30") },
      "6m",
      by(reports, "5"),
    ),
    silent: silent(
      {
        ...committed("reports", "orders", "19000x30"),
        ...held("orders", "10000x30", "20000x30"),
        // What holds next to nothing is always near its oldest record.
        ...committed("reports", "small", "100x30"),
        ...held("small", "100x30", "101x30"),
      },
      "20m",
    ),
  },
};
