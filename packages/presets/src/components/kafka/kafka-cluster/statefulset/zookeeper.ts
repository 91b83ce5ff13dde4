import { IntOrString } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { KubernetesCluster } from "../part.js";
import { commonFiles } from "./files.js";
import { javaVariables } from "./java.js";
import { logConfig } from "./log-config.js";
import { majority } from "./majority.js";
import { folders, hostOf, podsOf, zookeeperPorts } from "./names.js";
import { succeeds } from "./probes.js";
import { zookeeperServices } from "./services.js";
import { serverSet } from "./stateful-set.js";
import { volumesOf } from "./volumes.js";
import { adminPort, zooCfg } from "./zoo-cfg.js";

const admin = `curl --fail --silent --show-error --max-time 4 http://127.0.0.1:${adminPort}/commands`;

export function zookeeper(part: KubernetesCluster): void {
  const { spec, exports, environment, asset } = part;
  const { replicas, heap } = spec.zookeeper;
  const logs = logConfig(spec.kafkaVersion);
  zookeeperServices(part);
  serverSet(part, {
    role: "zookeeper",
    replicas,
    compute: spec.zookeeper,
    pods: spec.zookeeper,
    start: "start-zookeeper.sh",
    files: {
      ...commonFiles(part, "zookeeper"),
      "start-zookeeper.sh": asset(new URL("./templates/start-zookeeper.sh", import.meta.url)),
      "zoo.cfg": zooCfg(part),
      [logs.file]: logs.text,
    },
    variables: [
      { name: "DATA_DIR", value: folders.zookeeperData },
      {
        name: "PEERS",
        value: podsOf(exports, "zookeeper", replicas)
          .map(
            (pod) =>
              `${hostOf(exports, environment.kubernetes.namespace, "zookeeper", pod)}:${zookeeperPorts.election}`,
          )
          .join(" "),
      },
      ...javaVariables({ heap, logOption: logs.option }),
    ],
    volumes: volumesOf(spec, "zookeeper"),
    ports: zookeeperPorts,
    probes: {
      startup: succeeds(`${admin} >/dev/null`, { every: 5, tries: 120 }),
      liveness: succeeds(`${admin} >/dev/null`, { every: 10, tries: 6 }),
      // Answered with an error while there is no quorum.
      readiness: succeeds(`${admin}/ruok | grep -q '"error" : null'`, { every: 10, tries: 3 }),
    },
    preStop: "sleep 2",
    grace: 60,
    settle: 10,
    budget: { minAvailable: IntOrString.fromNumber(majority(replicas)) },
  });
}
