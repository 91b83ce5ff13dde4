import type { KubernetesCluster } from "../part.js";
import type { Volume } from "./claims.js";
import { folders, type Role } from "./names.js";

/** Volumes of each pod of a role. */
export function volumesOf({ brokers, controllers, zookeeper }: KubernetesCluster["spec"], role: Role): Volume[] {
  switch (role) {
    case "broker":
      return [
        { name: "data", mountPath: folders.kafkaData, size: brokers.volumeSize },
        ...(brokers.logVolumeSize === undefined
          ? []
          : [{ name: "logs", mountPath: folders.kafkaLogs, size: brokers.logVolumeSize }]),
      ];
    case "controller":
      return [{ name: "data", mountPath: folders.kafkaData, size: controllers.volumeSize }];
    case "zookeeper":
      return [
        { name: "data", mountPath: folders.zookeeperData, size: zookeeper.dataVolumeSize },
        { name: "log", mountPath: folders.zookeeperLog, size: zookeeper.logVolumeSize },
      ];
  }
}
