import { statefulSet } from "../../../../process/kubernetes/stateful-set.js";
import type { Process } from "../../../../process/process.js";
import { templates } from "../../../../process/templates.js";
import type { KubernetesCluster } from "../part.js";
import { commonFiles } from "./files.js";
import { javaVariables } from "./java.js";
import { logConfig } from "./log-config.js";
import { majority } from "./majority.js";
import { folders, headlessOf, hostOf, labelsOf, podsOf, zookeeperPorts } from "./names.js";
import { type Part, serverProcess, timeout } from "./server.js";
import { zookeeperServices } from "./services.js";
import { adminPort, zooCfg } from "./zoo-cfg.js";

const admin = `curl --fail --silent --show-error --max-time 4 http://127.0.0.1:${adminPort}/commands`;

export function zookeeper(part: KubernetesCluster): void {
  const { spec, exports } = part;
  zookeeperServices(part);
  statefulSet(part, zookeeperProcess(part), {
    service: headlessOf(exports, "zookeeper"),
    settle: 10,
    budget: { minAvailable: majority(spec.zookeeper.replicas) },
    storageClass: exports.storageClass,
  });
}

export function zookeeperProcess(part: Part): Process {
  const { spec, exports, environment } = part;
  const { replicas, dataVolumeSize, logVolumeSize } = spec.zookeeper;
  const from = (role: "broker" | "zookeeper") => [{ labels: labelsOf(exports, role) }];
  const answers = { command: ["bash", "-c", `${admin} >/dev/null`], timeout } as const;
  return serverProcess(part, {
    role: "zookeeper",
    title: "ZooKeeper",
    spec: spec.zookeeper,
    storage: [
      { name: "data", path: folders.zookeeperData, size: dataVolumeSize },
      { name: "log", path: folders.zookeeperLog, size: logVolumeSize },
    ],
    flows: [
      { port: zookeeperPorts.client, what: "brokers to ZooKeeper", from: from("broker") },
      { port: zookeeperPorts.quorum, what: "followers to their leader", from: from("zookeeper") },
      { port: zookeeperPorts.election, what: "elections of a leader", from: from("zookeeper") },
    ],
    runs: () => {
      const logs = logConfig(spec.kafkaVersion);
      return {
        start: "start-zookeeper.sh",
        files: {
          ...commonFiles("zookeeper"),
          ...templates(import.meta.url, "start-zookeeper.sh"),
          "zoo.cfg": zooCfg(part),
          [logs.file]: logs.text,
        },
        variables: {
          DATA_DIR: folders.zookeeperData,
          PEERS: podsOf(exports, "zookeeper", replicas)
            .map(
              (pod) =>
                `${hostOf(exports, environment.kubernetes.namespace, "zookeeper", pod)}:${zookeeperPorts.election}`,
            )
            .join(" "),
          ...javaVariables({ heap: spec.zookeeper.heap, logOption: logs.option }),
        },
        ports: zookeeperPorts,
        probes: {
          startup: { ...answers, every: 5, tries: 120 },
          liveness: { ...answers, every: 10, tries: 6 },
          // Answered with an error while there is no quorum.
          readiness: {
            command: ["bash", "-c", `${admin}/ruok | grep -q '"error" : null'`],
            every: 10,
            timeout,
            tries: 3,
          },
        },
        beforeStop: "sleep 2",
        grace: 60,
      };
    },
  });
}
