import { codeSpan, type Step } from "@streamform/core";
import { kafkaFeatures } from "../../../../../versions/strimzi.js";
import { kafkaLine } from "../../../../../versions/versions.js";
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
    text: "Change `kafkaCluster.kafkaVersion`: brokers and controllers restart one by one and keep to the old metadata version, so that the old Kafka can be written again. Once all of them run the new one and nothing speaks against it, the last command moves on; there is no way back from it. It leaves kraft.version alone: at level 1 a controller with an empty volume would not come back into the quorum by itself.",
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
    text: `First the brokers: write ${codeSpan(line)} beside the new \`kafkaCluster.kafkaVersion\`. They restart one by one with the new Kafka and go on speaking ${protocol}, which those not yet restarted understand too; until the next step the old Kafka can be written again. Then the protocol: once all brokers are updated and ready and nothing speaks against the new Kafka, take the line out. They restart once more, and there is no way back.`,
    commands: [
      rollOut(commands),
      commands.inBroker(`grep inter.broker.protocol.version ${folders.run}/server.properties`),
    ],
  };
}
