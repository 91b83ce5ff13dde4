import { IntOrString } from "cdk8s-plus-29/lib/imports/k8s.js";
import { ports } from "../exports.js";
import type { KubernetesCluster } from "../part.js";
import { clusterId } from "./cluster-id.js";
import { externalServices } from "./external.js";
import { commonFiles } from "./files.js";
import { javaVariables } from "./java.js";
import { logConfig } from "./log-config.js";
import { folders, hostOf } from "./names.js";
import { succeeds, takesConnections } from "./probes.js";
import { rack } from "./rack.js";
import { brokerProperties, ownClientProperties } from "./server-properties.js";
import { brokerPorts, brokerServices } from "./services.js";
import { serverSet } from "./stateful-set.js";
import { tieringMounts } from "./tiered-storage.js";
import { volumesOf } from "./volumes.js";

/** The mark of the start script that all copies are in sync. */
const inSync = `${folders.run}/in-sync`;

export function brokers(part: KubernetesCluster): void {
  const { spec, exports, environment, asset } = part;
  const { replicas, heap, logVolumeSize } = spec.brokers;
  const logs = logConfig(spec.kafkaVersion, logVolumeSize);
  brokerServices(part);
  externalServices(part);
  serverSet(part, {
    role: "broker",
    replicas,
    compute: spec.brokers,
    pods: spec.brokers,
    start: "start-kafka.sh",
    files: {
      ...commonFiles(part, "broker"),
      "start-kafka.sh": asset(new URL("./templates/start-kafka.sh", import.meta.url)),
      "find-zone.sh": asset(new URL("./templates/find-zone.sh", import.meta.url)),
      "server.properties": brokerProperties(part),
      "client.properties": ownClientProperties(),
      [logs.file]: logs.text,
    },
    variables: [
      { name: "DATA_DIR", value: folders.kafkaData },
      { name: "CLUSTER_ID", value: spec.metadata === "kraft" ? clusterId(environment) : "" },
      {
        name: "OWN_ADDRESS",
        value: `${hostOf(exports, environment.kubernetes.namespace, "broker", "@POD@")}:${ports.replication}`,
      },
      { name: "PEERS", value: "" },
      ...javaVariables({
        heap,
        logOption: logs.option,
        logs: logVolumeSize === undefined ? undefined : folders.kafkaLogs,
      }),
    ],
    volumes: volumesOf(spec, "broker"),
    ports: brokerPorts(spec),
    probes: {
      // A broker that was killed reads through the last segments of all partitions before it listens: two hours at most.
      startup: takesConnections(ports.replication, { every: 10, tries: 720 }),
      liveness: takesConnections(ports.replication, { every: 10, tries: 6 }),
      readiness: succeeds(`test -f ${inSync}`, { every: 10, tries: 3 }),
    },
    // Clients that start now are sent to other brokers, before this one hands its partitions over and closes.
    preStop: `rm -f ${inSync}; sleep 5`,
    grace: 600,
    settle: 10,
    // One at a time, whatever min.insync.replicas would allow: the next may go when all copies of this one are back in sync.
    budget: { maxUnavailable: IntOrString.fromNumber(1) },
    init: rack(part),
    roleArn: exports.tieredStorage?.roleArn,
    mounted: tieringMounts(part),
  });
}
