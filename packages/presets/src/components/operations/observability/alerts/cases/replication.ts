import type { replication } from "../replication.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const manager = (name: string, value: string) => ({ [of("broker", 1, `kafka_server_replicamanager_${name}`)]: value });
const maxLag = (client: string, value: string) => ({
  [of("broker", 2, "kafka_server_replicafetchermanager_maxlag", { client_id: client })]: value,
});
const fetchers = (failed: string, dead: string) => ({
  [of("broker", 2, "kafka_server_replicafetchermanager_failedpartitionscount", { client_id: "Replica" })]: failed,
  [of("broker", 2, "kafka_server_replicafetchermanager_deadthreadcount", { client_id: "Replica" })]: dead,
});

export const replicationCases: CasesOf<typeof replication> = {
  KafkaUnderReplicatedPartitions: {
    fires: fires(manager("underreplicatedpartitions", "12x30"), "11m", at("broker", 1, "12")),
    silent: silent(manager("underreplicatedpartitions", "12x8 0x30"), "30m"),
  },
  KafkaUnderMinIsrPartitions: {
    fires: fires(manager("underminisrpartitioncount", "2x30"), "3m", at("broker", 1, "2")),
    silent: silent(manager("underminisrpartitioncount", "2x1 0x30"), "20m"),
  },
  KafkaAtMinIsrPartitions: {
    fires: fires(manager("atminisrpartitioncount", "5x60"), "31m", at("broker", 1, "5")),
    silent: silent(manager("atminisrpartitioncount", "5x20 0x40"), "50m"),
  },
  KafkaOfflineReplicas: {
    fires: fires(manager("offlinereplicacount", "7x30"), "6m", at("broker", 1, "7")),
    silent: silent(manager("offlinereplicacount", "0x30"), "20m"),
  },
  KafkaIsrFlapping: {
    fires: fires(manager("isrshrinks_total", "0+2x60"), "50m", at("broker", 1, "30")),
    silent: silent(manager("isrshrinks_total", "0x10 15x60"), "50m"),
  },
  KafkaReplicaLagHigh: {
    fires: fires(maxLag("Replica", "20000x30"), "16m", at("broker", 2, "20k", { client_id: "Replica" })),
    silent: silent({ ...maxLag("Replica", "9000x30"), ...maxLag("ReplicaAlterLogDirs", "99999x30") }, "25m"),
  },
  KafkaReplicaFetcherFailed: {
    fires: fires(fetchers("3x30", "1x30"), "6m", by({ pod: "analytics-broker-2" }, "4")),
    silent: silent(fetchers("0x30", "0x30"), "20m"),
  },
  KafkaReassignmentLasting: {
    fires: fires(manager("reassigningpartitions", "9x800"), "721m", at("broker", 1, "9")),
    silent: silent(manager("reassigningpartitions", "9x600 0x200"), "790m"),
  },
};
