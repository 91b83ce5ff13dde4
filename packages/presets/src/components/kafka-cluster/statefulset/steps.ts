import { type Step, workloadKubectl } from "@streamform/core";
import { ports } from "../exports.js";
import type { DescribeCluster } from "../part.js";
import { folders, hostOf, nameOf } from "./names.js";

/** What a person does with a cluster of StatefulSets. */
export function steps(part: DescribeCluster): Step[] {
  const { spec, exports, environment } = part;
  const kubectl = `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
  const pod = `${nameOf(exports, "broker")}-0`;
  const tool = (name: string, rest: string) =>
    `${kubectl} exec ${pod} --container broker -- /opt/kafka/bin/${name}.sh --bootstrap-server ${hostOf(exports, environment.kubernetes.namespace, "broker", pod)}:${ports.replication} --command-config ${folders.configuration}/client.properties ${rest}`;
  return [
    {
      when: "operation",
      title: "See whether all copies are in sync",
      text: "A broker counts as ready when it is in sync wherever it has a copy; a roll-out waits for that. What is listed is not.",
      commands: [
        `${kubectl} get pods --selector app.kubernetes.io/part-of=${exports.cluster},app.kubernetes.io/name=kafka-cluster`,
        tool("kafka-topics", "--describe --under-replicated-partitions"),
      ],
    },
    {
      when: "operation",
      title: "Let a roll-out go on without a broker that cannot get in sync",
      text: "Where its copies wait for a broker that will not come back, a broker never counts as ready by itself. This says that it does, until it starts anew.",
      commands: [`${kubectl} exec ${pod} --container broker -- touch ${folders.run}/in-sync`],
    },
    {
      when: "operation",
      title: "Take brokers away",
      text: `Move their partitions to the others first, with \`kafka-reassign-partitions.sh\`, then lower \`kafkaCluster.brokers.replicas\`: the brokers with the highest ids go, all at once. Their claims stay until somebody deletes them.${spec.metadata === "kraft" ? " Controllers remember the brokers until `kafka-cluster.sh unregister --id` takes them off the list." : ""}`,
    },
    ...(spec.brokers.logVolumeSize === undefined ? [logVolume(exports, kubectl)] : []),
    ...(spec.metadata === "kraft" ? [finishUpgrade(part, tool)] : []),
  ];
}

function logVolume(exports: DescribeCluster["exports"], kubectl: string): Step {
  return {
    when: "operation",
    title: "Give brokers a volume for their logs that had none",
    text: "A StatefulSet's claims cannot be changed. Write `kafkaCluster.brokers.logVolumeSize`, delete the StatefulSet without its pods, and the engine makes it again; the brokers then restart one by one.",
    commands: [`${kubectl} delete statefulset ${nameOf(exports, "broker")} --cascade=orphan`],
  };
}

/** Source: Apache Kafka documentation, upgrading KRaft-based clusters. */
function finishUpgrade(
  { spec: { kafkaVersion } }: DescribeCluster,
  tool: (name: string, rest: string) => string,
): Step {
  const [major = "", minor = ""] = kafkaVersion.split(".");
  const option = Number(major) >= 4 ? "--release-version" : "--metadata";
  return {
    when: "operation",
    title: "Finish an upgrade of Kafka",
    text: "New brokers and controllers keep to the old metadata version, so that one can go back. Once all of them run and nothing speaks against it, this moves on; there is no way back from it.",
    commands: [tool("kafka-features", `upgrade ${option} ${major}.${minor}`)],
  };
}
