import { codeSpan, type Step } from "@streamform/core";
import { kafkaLine } from "../../../../../versions/kafka-line.js";
import { kafkaFeatures } from "../../../../../versions/strimzi.js";
import type { DescribeCluster } from "../../part.js";
import { folders } from "../names.js";
import { interBrokerProtocol } from "../server-properties.js";
import type { Commands } from "./commands.js";

export function upgrade(part: DescribeCluster, commands: Commands): Step {
  return part.spec.metadata === "kraft" ? withControllers(part, commands) : withZooKeeper(part, commands);
}

/** Shows how far each StatefulSet has come with its roll-out. */
function rollOut({ kubectl, all }: Commands): string {
  return `${kubectl} get statefulsets --selector ${all} --output 'custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[0].image,PODS:.status.replicas,UPDATED:.status.updatedReplicas,READY:.status.readyReplicas'`;
}

/** Source: Apache Kafka documentation, upgrading KRaft-based clusters. */
function withControllers({ spec }: DescribeCluster, commands: Commands): Step {
  const line = kafkaLine(spec.kafkaVersion).join(".");
  const features = Object.entries(kafkaFeatures[line] ?? {}).map(([feature, level]) => `--feature ${feature}=${level}`);
  return {
    when: "operation",
    title: "Upgrade Kafka",
    text: "Change `kafkaCluster.kafkaVersion`. Brokers and controllers restart one by one and keep the old metadata version, so you can still go back to the old Kafka. Once all of them run the new version without problems, the last command raises the metadata version. After that you cannot go back. The command leaves kraft.version alone: at level 1, a controller with an empty volume would not rejoin the quorum by itself.",
    commands: [
      rollOut(commands),
      commands.tool("kafka-features", "describe"),
      commands.tool("kafka-features", `upgrade ${features.length === 0 ? `--metadata ${line}` : features.join(" ")}`),
    ],
  };
}

/** Source: Apache Kafka documentation 3.9, upgrading ZooKeeper-based clusters. */
function withZooKeeper({ spec }: DescribeCluster, commands: Commands): Step {
  const protocol = interBrokerProtocol(spec);
  const line = `kafkaCluster.statefulset.interBrokerProtocolVersion: "${protocol}"`;
  return {
    when: "operation",
    title: "Upgrade Kafka",
    text: `First write ${codeSpan(line)} beside the new \`kafkaCluster.kafkaVersion\`. The brokers restart one by one with the new Kafka and still speak ${protocol}, which the old brokers understand. Until the next step you can go back to the old Kafka. Once all brokers are updated and ready, and the new Kafka runs without problems, remove the line. The brokers restart once more, and you cannot go back.`,
    commands: [
      rollOut(commands),
      commands.inBroker(`grep inter.broker.protocol.version ${folders.run}/server.properties`),
    ],
  };
}
