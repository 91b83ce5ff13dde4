import { byJob } from "../../../../kafka/by-job/index.js";
import { ownMetrics } from "../../../../kafka/metrics/own-metrics.js";
import { workloadOf } from "../../../../process/workload.js";
import type { Engine } from "../part.js";
import { brokerProcess, brokers } from "./brokers.js";
import { serverCertificates } from "./certificates.js";
import { controllerProcess, controllers } from "./controllers.js";
import { steps } from "./steps/index.js";
import { zookeeper, zookeeperProcess } from "./zookeeper.js";

/** Kafka by StatefulSets alone, with KRaft controllers or a ZooKeeper ensemble beside the brokers. */
export const statefulset: Engine = {
  kubernetes(part) {
    const keeper = part.spec.metadata === "kraft" ? "controller" : "zookeeper";
    serverCertificates(part, ["broker", keeper]);
    if (keeper === "controller") controllers(part);
    else zookeeper(part);
    brokers(part);
  },
  workloads: (part) => [
    workloadOf(brokerProcess(part)),
    workloadOf(part.spec.metadata === "kraft" ? controllerProcess(part) : zookeeperProcess(part)),
  ],
  behaviour: () => ({ ...byJob, metrics: ownMetrics }),
  steps,
};
