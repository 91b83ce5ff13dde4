import { runsOnKraft } from "../../../kafka/configuration/msk.js";
import type { MetadataMode } from "../../../versions/msk-kafka.js";

/** Where a cluster of that version keeps its metadata. */
export function metadataOf(kafkaVersion: string): MetadataMode {
  return runsOnKraft(kafkaVersion) ? "kraft" : "zookeeper";
}
