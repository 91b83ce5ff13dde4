import type { AlertName } from "../index.js";
import type { Case } from "./case.js";
import { clusterHealthCases } from "./cluster-health.js";
import { connectCases } from "./connect.js";
import { consumerLagCases } from "./consumer-lag.js";
import { jvmCases } from "./jvm.js";
import { kraftCases } from "./kraft.js";
import { latencyCases } from "./latency.js";
import { operationsCases } from "./operations.js";
import { podsCases } from "./pods.js";
import { replicationCases } from "./replication.js";
import { schemaRegistryCases } from "./schema-registry.js";
import { storageCases } from "./storage.js";
import { zookeeperCases } from "./zookeeper.js";

/** Series that make each alert fire, and series that do not: an alert without them does not compile. */
export const alertCases: Readonly<Record<AlertName, { readonly fires: Case; readonly silent: Case }>> = {
  ...clusterHealthCases,
  ...replicationCases,
  ...storageCases,
  ...latencyCases,
  ...consumerLagCases,
  ...jvmCases,
  ...podsCases,
  ...kraftCases,
  ...zookeeperCases,
  ...schemaRegistryCases,
  ...connectCases,
  ...operationsCases,
};
