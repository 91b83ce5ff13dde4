import { statefulSet } from "../../../../process/kubernetes/stateful-set.js";
import type { Process } from "../../../../process/process.js";
import { templates } from "../../../../process/templates.js";
import { ports } from "../exports.js";
import type { KubernetesCluster } from "../part.js";
import { clusterId } from "./cluster-id.js";
import { commonFiles } from "./files.js";
import { javaVariables } from "./java.js";
import { logConfig } from "./log-config.js";
import { majority } from "./majority.js";
import { firstController, folders, headlessOf, hostOf, labelsOf, metricsPorts, podsOf } from "./names.js";
import { type Part, serverProcess, timeout } from "./server.js";
import { controllerProperties, ownClientProperties } from "./server-properties.js";
import { controllerPorts, controllerServices } from "./services.js";

/**
 * Whether a controller knows the leader, and has learned from it how far the log is committed: both are -1 as long as it has not. The exporter's
 * agent knows within milliseconds, without another JVM.
 */
const inQuorum = `curl --fail --silent --max-time 4 http://127.0.0.1:${metricsPorts.controller}/metrics | grep -cE '^kafka_server_raft_metrics_(current_leader|high_watermark) [0-9]' | grep -qx 2`;

export function controllers(part: KubernetesCluster): void {
  const { spec, exports } = part;
  controllerServices(part);
  statefulSet(part, controllerProcess(part), {
    service: headlessOf(exports, "controller"),
    first: firstController,
    // Time to read what the others have written meanwhile, before the next one leaves the quorum.
    settle: 30,
    budget: { minAvailable: majority(spec.controllers.replicas) },
    storageClass: exports.storageClass,
  });
}

export function controllerProcess(part: Part): Process {
  const { spec, exports, environment } = part;
  const { replicas, volumeSize } = spec.controllers;
  const listens = { connect: ports.controller, timeout } as const;
  return serverProcess(part, {
    role: "controller",
    title: "controllers",
    spec: spec.controllers,
    storage: [{ name: "data", path: folders.kafkaData, size: volumeSize }],
    flows: [
      {
        port: ports.controller,
        what: "the metadata quorum",
        from: [{ labels: labelsOf(exports, "controller") }, { labels: labelsOf(exports, "broker") }],
      },
    ],
    runs: () => {
      const logs = logConfig(spec.kafkaVersion);
      return {
        start: "start-kafka.sh",
        files: {
          ...commonFiles("controller"),
          ...templates(import.meta.url, "start-kafka.sh"),
          "server.properties": controllerProperties(part),
          "client.properties": ownClientProperties(),
          [logs.file]: logs.text,
        },
        variables: {
          DATA_DIR: folders.kafkaData,
          CLUSTER_ID: clusterId(environment),
          OWN_ADDRESS: "",
          PEERS: podsOf(exports, "controller", replicas)
            .map((pod) => `${hostOf(exports, environment.kubernetes.namespace, "controller", pod)}:${ports.controller}`)
            .join(" "),
          ...javaVariables({ heap: spec.controllers.heap, logOption: logs.option }),
        },
        ports: controllerPorts,
        probes: {
          startup: { ...listens, every: 5, tries: 120 },
          liveness: { ...listens, every: 10, tries: 6 },
          readiness: { command: ["bash", "-c", inQuorum], every: 10, timeout, tries: 3 },
        },
        beforeStop: "sleep 2",
        grace: 60,
      };
    },
  });
}
