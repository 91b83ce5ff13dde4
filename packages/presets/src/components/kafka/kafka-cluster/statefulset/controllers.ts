import { IntOrString } from "cdk8s-plus-29/lib/imports/k8s.js";
import { ports } from "../exports.js";
import type { KubernetesCluster } from "../part.js";
import { clusterId } from "./cluster-id.js";
import { commonFiles } from "./files.js";
import { javaVariables } from "./java.js";
import { logConfig } from "./log-config.js";
import { majority } from "./majority.js";
import { folders, hostOf, metricsPorts, podsOf } from "./names.js";
import { succeeds, takesConnections } from "./probes.js";
import { controllerProperties, ownClientProperties } from "./server-properties.js";
import { controllerPorts, controllerServices } from "./services.js";
import { serverSet } from "./stateful-set.js";
import { volumesOf } from "./volumes.js";

/**
 * Whether a controller knows the leader, and has learned from it how far the log is committed: both are -1 as long as it has not. The exporter's
 * agent knows within milliseconds, without another JVM.
 */
const inQuorum = `curl --fail --silent --max-time 4 http://127.0.0.1:${metricsPorts.controller}/metrics | grep -cE '^kafka_server_raft_metrics_(current_leader|high_watermark) [0-9]' | grep -qx 2`;

export function controllers(part: KubernetesCluster): void {
  const { spec, exports, environment, asset } = part;
  const { replicas, heap } = spec.controllers;
  const logs = logConfig(spec.kafkaVersion);
  controllerServices(part);
  serverSet(part, {
    role: "controller",
    replicas,
    compute: spec.controllers,
    pods: spec.controllers,
    start: "start-kafka.sh",
    files: {
      ...commonFiles(part, "controller"),
      "start-kafka.sh": asset(new URL("./templates/start-kafka.sh", import.meta.url)),
      "server.properties": controllerProperties(part),
      "client.properties": ownClientProperties(),
      [logs.file]: logs.text,
    },
    variables: [
      { name: "DATA_DIR", value: folders.kafkaData },
      { name: "CLUSTER_ID", value: clusterId(environment) },
      { name: "OWN_ADDRESS", value: "" },
      {
        name: "PEERS",
        value: podsOf(exports, "controller", replicas)
          .map((pod) => `${hostOf(exports, environment.kubernetes.namespace, "controller", pod)}:${ports.controller}`)
          .join(" "),
      },
      ...javaVariables({ heap, logOption: logs.option }),
    ],
    volumes: volumesOf(spec, "controller"),
    ports: controllerPorts,
    probes: {
      startup: takesConnections(ports.controller, { every: 5, tries: 120 }),
      liveness: takesConnections(ports.controller, { every: 10, tries: 6 }),
      readiness: succeeds(inQuorum, { every: 10, tries: 3 }),
    },
    preStop: "sleep 2",
    grace: 60,
    // Time to read what the others have written meanwhile, before the next one leaves the quorum.
    settle: 30,
    budget: { minAvailable: IntOrString.fromNumber(majority(replicas)) },
  });
}
