import type { kraft } from "../kraft.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const controllers = (metric: string, ...values: readonly string[]) =>
  Object.fromEntries(values.map((value, id) => [of("controller", id, metric), value]));
const leader = "kafka_server_raft_metrics_current_leader";
const epoch = "kafka_server_raft_metrics_current_epoch";
const errors = (kind: string, value: string) => ({
  [of("broker", 1, `kafka_server_broker_metadata_metrics_metadata_${kind}_error_count`)]: value,
});
const age = (value: string) => ({
  [of("broker", 1, "kafka_server_broker_metadata_metrics_last_applied_record_lag_ms")]: value,
});
const queue = (active: string) => ({
  [of("controller", 0, "kafka_controller_controllereventmanager_eventqueuetimems", { quantile: "0.99" })]: "2000x30",
  [of("controller", 0, "kafka_controller_kafkacontroller_activecontrollercount")]: active,
});

export const kraftCases: CasesOf<typeof kraft> = {
  KafkaControllerDown: {
    fires: fires(
      controllers("up", "1x30", "0x30"),
      "6m",
      at("controller", 1, "0"),
      by({ pod: "a pod that is missing" }, "2"),
    ),
    silent: silent(controllers("up", "1x30", "1x30", "1x30"), "20m"),
  },
  KafkaQuorumWithoutLeader: {
    fires: fires(controllers(leader, "-1x30", "-1x30", "-1x30"), "3m", by({}, "-1")),
    silent: silent(controllers(leader, "-1x30", "101x30", "101x30"), "20m"),
  },
  KafkaControllerElections: {
    fires: fires(controllers(epoch, "0+0.2x120", "0+0.2x120"), "90m", by({}, "12")),
    silent: silent(controllers(epoch, "7x10 9x110"), "90m"),
  },
  KafkaMetadataErrors: {
    fires: fires(
      {
        ...errors("load", "0x30"),
        ...errors("apply", "2x30"),
        ...controllers("kafka_controller_kafkacontroller_metadataerrorcount", "0x30"),
      },
      "2m",
      by({ pod: "analytics-broker-1" }, "2"),
    ),
    silent: silent({ ...errors("load", "0x30"), ...errors("apply", "0x30") }, "20m"),
  },
  KafkaMetadataLagHigh: {
    fires: fires(age("60000x30"), "6m", at("broker", 1, "60k")),
    silent: silent(age("500x30"), "20m"),
  },
  KafkaControllerQueueSlow: {
    fires: fires(queue("1x30"), "11m", at("controller", 0, "2k", { quantile: "0.99" })),
    // A controller that does not lead keeps the figures of when it did.
    silent: silent(queue("0x30"), "25m"),
  },
};
