import type { clusterHealth } from "../cluster-health.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const up = (states: readonly (0 | 1)[]) =>
  Object.fromEntries(states.map((state, id) => [of("broker", id, "up"), `${state}x60`]));
const controllers = (metric: string, values: readonly string[]) =>
  Object.fromEntries(values.map((value, id) => [of("controller", id, metric), value]));
const active = "kafka_controller_kafkacontroller_activecontrollercount";
const imbalance = "kafka_controller_kafkacontroller_preferredreplicaimbalancecount";
const partitions = "kafka_controller_kafkacontroller_globalpartitioncount";

export const clusterHealthCases: CasesOf<typeof clusterHealth> = {
  KafkaMetricsAbsent: {
    fires: fires({ [of("controller", 0, "up")]: "1x30" }, "11m", by({ kafka_role: "broker" }, "1")),
    silent: silent(up([0, 0, 0]), "20m"),
  },
  KafkaBrokerDown: {
    fires: fires(up([1, 0]), "6m", at("broker", 1, "0"), by({ pod: "a pod that is missing" }, "2")),
    silent: silent(up([1, 1, 1]), "20m"),
  },
  KafkaTooFewBrokers: {
    fires: fires(up([1, 0, 0]), "4m", by({}, "1")),
    silent: silent(up([1, 0, 1]), "20m"),
  },
  KafkaActiveControllers: {
    fires: fires(controllers("up", ["0x30", "0x30", "0x30"]), "4m", by({}, "0")),
    silent: silent(controllers(active, ["0x5 1x30", "1x5 0x30", "0x40"]), "20m"),
  },
  KafkaOfflinePartitions: {
    fires: fires(
      controllers("kafka_controller_kafkacontroller_offlinepartitionscount", ["0x30", "4x30", "4x30"]),
      "2m",
      by({}, "4"),
    ),
    silent: silent(controllers("kafka_controller_kafkacontroller_offlinepartitionscount", ["0x30", "0x30"]), "20m"),
  },
  KafkaUncleanLeaderElection: {
    fires: fires(
      controllers("kafka_controller_controllerstats_uncleanleaderelections_total", ["0x5 3x30", "0x30"]),
      "16m",
      by({}, "3"),
    ),
    silent: silent(
      controllers("kafka_controller_controllerstats_uncleanleaderelections_total", ["7x60", "0x60"]),
      "40m",
    ),
  },
  KafkaBrokersFenced: {
    fires: fires(
      controllers("kafka_controller_kafkacontroller_fencedbrokercount", ["1x30", "1x30"]),
      "11m",
      by({}, "1"),
    ),
    silent: silent(controllers("kafka_controller_kafkacontroller_fencedbrokercount", ["1x5 0x30"]), "20m"),
  },
  KafkaBrokerNotRunning: {
    fires: fires({ [of("broker", 0, "kafka_server_kafkaserver_brokerstate")]: "2x30" }, "16m", at("broker", 0, "2")),
    silent: silent({ [of("broker", 0, "kafka_server_kafkaserver_brokerstate")]: "2x10 3x30" }, "30m"),
  },
  KafkaVersionsMixed: {
    fires: fires(
      {
        [of("broker", 0, "kafka_server_version", { version: "4.2.1" })]: "1x150",
        [of("broker", 1, "kafka_server_version", { version: "4.3.1" })]: "1x150",
      },
      "121m",
      by({}, "2"),
    ),
    silent: silent(
      {
        [of("broker", 0, "kafka_server_version", { version: "4.3.1" })]: "1x150",
        [of("broker", 1, "kafka_server_version", { version: "4.3.1" })]: "1x150",
      },
      "140m",
    ),
  },
  KafkaLeadersUnbalanced: {
    fires: fires(
      { ...controllers(imbalance, ["30x90", "30x90"]), ...controllers(partitions, ["100x90", "100x90"]) },
      "61m",
      by({}, "30"),
    ),
    silent: silent({ ...controllers(imbalance, ["20x90"]), ...controllers(partitions, ["100x90"]) }, "80m"),
  },
};
