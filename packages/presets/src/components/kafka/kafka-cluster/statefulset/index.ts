import { byJob } from "../../../../kafka/by-job/index.js";
import { ownMetrics } from "../../../../kafka/metrics/own-metrics.js";
import type { Engine } from "../part.js";
import { brokers } from "./brokers.js";
import { serverCertificates } from "./certificates.js";
import { controllers } from "./controllers.js";
import { steps } from "./steps/index.js";
import { workloads } from "./workloads.js";
import { zookeeper } from "./zookeeper.js";

/** Kafka by StatefulSets alone, with KRaft controllers or a ZooKeeper ensemble beside the brokers. */
export const statefulset: Engine = {
  kubernetes(part) {
    const keeper = part.spec.metadata === "kraft" ? "controller" : "zookeeper";
    serverCertificates(part, ["broker", keeper]);
    if (keeper === "controller") controllers(part);
    else zookeeper(part);
    brokers(part);
  },
  workloads,
  behaviour: () => ({ ...byJob, metrics: ownMetrics }),
  steps,
};
