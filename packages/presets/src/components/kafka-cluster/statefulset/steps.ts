import { codeSpan, type Step, workloadKubectl } from "@streamform/core";
import { kafkaFeatures } from "../../../versions/strimzi.js";
import { kafkaLine } from "../../../versions/versions.js";
import { ports } from "../exports.js";
import type { DescribeCluster } from "../part.js";
import { folders, hostOf, nameOf } from "./names.js";
import { interBrokerProtocol } from "./server-properties.js";

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
    spec.metadata === "kraft" ? upgrade(part, kubectl, tool) : upgradeWithZooKeeper(part, kubectl),
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

/** Shows how far each StatefulSet has come with its roll-out. */
function rollOut({ exports }: DescribeCluster, kubectl: string): string {
  return `${kubectl} get statefulsets --selector app.kubernetes.io/part-of=${exports.cluster},app.kubernetes.io/name=kafka-cluster --output custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[0].image,PODS:.status.replicas,UPDATED:.status.updatedReplicas,READY:.status.readyReplicas`;
}

/** Source: Apache Kafka documentation, upgrading KRaft-based clusters. */
function upgrade(part: DescribeCluster, kubectl: string, tool: (name: string, rest: string) => string): Step {
  const [major, minor] = kafkaLine(part.spec.kafkaVersion);
  const line = `${major}.${minor}`;
  const features = Object.entries(kafkaFeatures[line] ?? {}).map(([feature, level]) => `--feature ${feature}=${level}`);
  return {
    when: "operation",
    title: "Upgrade Kafka",
    text: "Change `kafkaCluster.kafkaVersion`: brokers and controllers restart one by one and keep to the old metadata version, so that the old Kafka can be written again. Once all of them run the new one and nothing speaks against it, the last command moves on; there is no way back from it. It leaves kraft.version alone: at level 1 a controller with an empty volume would not come back into the quorum by itself.",
    commands: [
      rollOut(part, kubectl),
      tool("kafka-features", "describe"),
      tool("kafka-features", `upgrade ${features.length === 0 ? `--metadata ${line}` : features.join(" ")}`),
    ],
  };
}

/** Source: Apache Kafka documentation 3.9, upgrading ZooKeeper-based clusters. */
function upgradeWithZooKeeper(part: DescribeCluster, kubectl: string): Step {
  const protocol = interBrokerProtocol(part.spec);
  const key = "kafkaCluster.statefulset.interBrokerProtocolVersion";
  return {
    when: "operation",
    title: "Upgrade Kafka",
    text: `First the brokers: write ${codeSpan(`${key}: "${protocol}"`)} beside the new \`kafkaCluster.kafkaVersion\`. They restart one by one with the new Kafka and go on speaking ${protocol}, which those not yet restarted understand too; until the next step the old Kafka can be written again. Then the protocol: once all brokers are updated and ready and nothing speaks against the new Kafka, take the line out. They restart once more, and there is no way back.`,
    commands: [
      rollOut(part, kubectl),
      `${kubectl} exec ${nameOf(part.exports, "broker")}-0 --container broker -- grep inter.broker.protocol.version ${folders.run}/server.properties`,
    ],
  };
}
