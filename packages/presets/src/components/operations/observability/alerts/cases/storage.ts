import type { storage } from "../storage.js";
import { by, type CasesOf, fires, inNamespace, of, silent } from "./case.js";

/** A claim as Strimzi names it, and one as a StatefulSet does. */
const claim = "data-0-analytics-broker-1";
const other = "data-analytics-zookeeper-0";
const gibibyte = 2 ** 30;

/** Use of a volume of 100 GiB, in percent. */
const used = (persistentvolumeclaim: string, percent: number) => ({
  [inNamespace("kubelet_volume_stats_available_bytes", { persistentvolumeclaim })]: `${(100 - percent) * gibibyte}x60`,
  [inNamespace("kubelet_volume_stats_capacity_bytes", { persistentvolumeclaim })]: `${100 * gibibyte}x60`,
});
/** A volume of 100 GiB of which so many GiB are free at first, and so many less with each minute. */
const filling = (free: number, perMinute: number) => ({
  [inNamespace("kubelet_volume_stats_available_bytes", {
    persistentvolumeclaim: claim,
  })]: `${free * gibibyte}-${perMinute * gibibyte}x480`,
  [inNamespace("kubelet_volume_stats_capacity_bytes", { persistentvolumeclaim: claim })]: `${100 * gibibyte}x480`,
});
const inodes = (free: number) => ({
  [inNamespace("kubelet_volume_stats_inodes_free", { persistentvolumeclaim: claim })]: `${free}x60`,
  [inNamespace("kubelet_volume_stats_inodes", { persistentvolumeclaim: claim })]: "1000x60",
});
const cleaner = (dead: string, uncleanable: string) => ({
  [of("broker", 0, "kafka_log_logcleaner_deadthreadcount")]: dead,
  [of("broker", 0, "kafka_log_logcleanermanager_uncleanable_partitions_count", { log_directory: "/data" })]:
    uncleanable,
});

export const storageCases: CasesOf<typeof storage> = {
  KafkaVolumeFilling: {
    fires: fires(
      { ...used(claim, 80), ...used(other, 76) },
      "16m",
      by({ persistentvolumeclaim: claim }, "80"),
      by({ persistentvolumeclaim: other }, "76"),
    ),
    silent: silent({ ...used(claim, 74), ...used("data-other-broker-0", 99) }, "40m"),
  },
  KafkaVolumeNearlyFull: {
    fires: fires(used(claim, 95), "6m", by({ persistentvolumeclaim: claim }, "95")),
    silent: silent(used(claim, 89), "40m"),
  },
  KafkaVolumeFullSoon: {
    fires: fires(filling(48, 0.0625), "421m", by({ persistentvolumeclaim: claim }, "5.783")),
    silent: silent(filling(48, 0.015625), "421m"),
  },
  KafkaVolumeInodesLow: {
    fires: fires(inodes(100), "16m", by({ persistentvolumeclaim: claim }, "90")),
    silent: silent(inodes(500), "40m"),
  },
  KafkaLogDirectoryOffline: {
    fires: fires(
      { [of("broker", 0, "kafka_log_logmanager_offlinelogdirectorycount")]: "1x30" },
      "2m",
      by({ kafka_role: "broker", pod: "analytics-broker-0" }, "1"),
    ),
    silent: silent({ [of("broker", 0, "kafka_log_logmanager_offlinelogdirectorycount")]: "0x30" }, "20m"),
  },
  KafkaLogCleanerStuck: {
    fires: fires(cleaner("0x30", "2x30"), "16m", by({ pod: "analytics-broker-0" }, "2")),
    silent: silent(cleaner("0x30", "0x30"), "25m"),
  },
};
