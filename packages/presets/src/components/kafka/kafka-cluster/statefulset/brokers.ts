import type { Peer } from "../../../../kubernetes/workload.js";
import { statefulSet } from "../../../../process/kubernetes/stateful-set.js";
import type { Process } from "../../../../process/process.js";
import { templates } from "../../../../process/templates.js";
import { ports } from "../exports.js";
import { outsideAddresses } from "../outside.js";
import type { KubernetesCluster } from "../part.js";
import { cacheFolder, pluginImages } from "../tiered-storage/volumes.js";
import { clusterId } from "./cluster-id.js";
import { externalServices } from "./external.js";
import { commonFiles } from "./files.js";
import { javaVariables } from "./java.js";
import { logConfig } from "./log-config.js";
import { folders, headlessOf, hostOf, labelsOf } from "./names.js";
import { findZone, rackRole, tokenFolder } from "./rack.js";
import { type Part, serverProcess, timeout } from "./server.js";
import { brokerProperties, ownClientProperties } from "./server-properties.js";
import { brokerPorts, brokerServices } from "./services.js";

/** The mark of the start script that all copies are in sync. */
const inSync = `${folders.run}/in-sync`;

export function brokers(part: KubernetesCluster): void {
  const { exports } = part;
  brokerServices(part);
  externalServices(part);
  rackRole(part);
  statefulSet(part, brokerProcess(part), {
    service: headlessOf(exports, "broker"),
    settle: 10,
    // One at a time, whatever min.insync.replicas would allow: the next may go when all copies of this one are back in sync.
    budget: { maxUnavailable: 1 },
    storageClass: exports.storageClass,
    images: pluginImages(exports.tieredStorage),
  });
}

export function brokerProcess(part: Part): Process {
  const { spec, exports, environment } = part;
  const { volumeSize, logVolumeSize } = spec.brokers;
  const listens = { connect: ports.replication, every: 10, timeout } as const;
  return serverProcess(part, {
    role: "broker",
    title: "brokers",
    spec: spec.brokers,
    storage: [
      { name: "data", path: folders.kafkaData, size: volumeSize },
      ...(logVolumeSize === undefined ? [] : [{ name: "logs", path: folders.kafkaLogs, size: logVolumeSize }]),
    ],
    flows: flowsOf(part),
    roleArn: exports.tieredStorage?.roleArn,
    runs: () => {
      const logs = logConfig(spec.kafkaVersion, logVolumeSize);
      return {
        start: "start-kafka.sh",
        files: {
          ...commonFiles("broker"),
          ...templates(import.meta.url, "start-kafka.sh", "find-zone.sh"),
          "server.properties": brokerProperties(part),
          "client.properties": ownClientProperties(),
          [logs.file]: logs.text,
        },
        variables: {
          DATA_DIR: folders.kafkaData,
          CLUSTER_ID: spec.metadata === "kraft" ? clusterId(environment) : "",
          OWN_ADDRESS: `${hostOf(exports, environment.kubernetes.namespace, "broker", "@POD@")}:${ports.replication}`,
          PEERS: "",
          ...javaVariables({
            heap: spec.brokers.heap,
            logOption: logs.option,
            logs: logVolumeSize === undefined ? undefined : folders.kafkaLogs,
          }),
        },
        ports: brokerPorts(spec),
        probes: {
          // A broker that was killed reads through the last segments of all partitions before it listens: two hours at most.
          startup: { ...listens, tries: 720 },
          liveness: { ...listens, tries: 6 },
          readiness: { command: ["bash", "-c", `test -f ${inSync}`], every: 10, timeout, tries: 3 },
        },
        // Clients that start now are sent to other brokers, before this one hands its partitions over and closes.
        beforeStop: `rm -f ${inSync}; sleep 5`,
        grace: 600,
        before: [findZone(exports)],
        folders: [tokenFolder, ...cacheFolder(exports.tieredStorage)],
      };
    },
  });
}

function flowsOf({ spec, exports }: Part) {
  const clients: Peer[] = [
    { namespace: undefined },
    ...Object.values(spec.clients).map(
      ({ namespace, labels }): Peer => (Object.keys(labels).length === 0 ? { namespace } : { namespace, labels }),
    ),
  ];
  return [
    {
      port: ports.replication,
      what: "replication between brokers",
      from: [{ labels: labelsOf(exports, "broker") }],
    },
    { port: ports.scram, what: "clients with passwords", from: clients },
    { port: ports.mtls, what: "clients with certificates", from: clients },
    ...(spec.external === undefined
      ? []
      : [
          {
            port: ports.external,
            what: "clients outside of the cluster",
            from: outsideAddresses(spec).map((cidr) => ({ cidr })),
          },
        ]),
  ];
}
