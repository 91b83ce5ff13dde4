import { codeSpan, type Step } from "@streamform/core";
import type { DescribeCluster } from "../../part.js";
import { folders } from "../names.js";
import type { Commands } from "./commands.js";

/** Bytes a second that a reassignment may take of each broker's network. */
const throttle = 50_000_000;

/** Source: Apache Kafka documentation, "Expanding your cluster". */
export function addBrokers({ spec }: DescribeCluster, { intoBroker, tool }: Commands): Step {
  const ids = Array.from({ length: spec.brokers.replicas }, (_, id) => id).join(",");
  const reassign = (options: string) => tool("kafka-reassign-partitions", options);
  const move = `--reassignment-json-file /tmp/moves.json`;
  return {
    when: "operation",
    title: "Add brokers",
    text: `Raise \`kafkaCluster.brokers.replicas\`. The new brokers get the next ids, and no broker restarts. They hold only new topics until you move partitions onto them, topic by topic. In \`plan.json\`, the first line after the heading is the present assignment and the last line is the new one, with replicas in different zones. The throttle is in bytes a second for each broker. It stays until \`--verify\` finds that all partitions have moved.`,
    commands: [
      `echo '{"version":1,"topics":[{"topic":"TOPIC"}]}' | ${intoBroker("tee /tmp/topics.json")}`,
      `${reassign(`--generate --topics-to-move-json-file /tmp/topics.json --broker-list ${ids}`)} | tee plan.json`,
      `tail -n 1 plan.json | ${intoBroker("tee /tmp/moves.json")}`,
      reassign(`--execute ${move} --throttle ${throttle}`),
      reassign(`--verify ${move}`),
    ],
  };
}

export function removeBrokers({ spec }: DescribeCluster): Step {
  return {
    when: "operation",
    title: "Remove brokers",
    text: `First move their partitions to the other brokers: follow the steps for adding brokers, with a \`--broker-list\` of the brokers that stay. Then lower \`kafkaCluster.brokers.replicas\`: the brokers with the highest ids go, all at once. Their claims stay until you delete them.${spec.metadata === "kraft" ? " Controllers remember the brokers until `kafka-cluster.sh unregister --id` takes them off the list." : ""}`,
  };
}

/** Source: Apache Kafka documentation, "KRaft Operations": static quorums; Apache ZooKeeper administrator's guide. */
export function keepQuorum({ spec }: DescribeCluster): Step {
  const kraft = spec.metadata === "kraft";
  const field = `kafkaCluster.${kraft ? "controllers" : "zookeeper"}.replicas`;
  return {
    when: "operation",
    title: kraft ? "Leave the number of controllers as it is" : "Leave the number of ZooKeeper servers as it is",
    text: `Each of them has the whole list in its configuration and restarts independently. In the middle of a change of ${codeSpan(field)}, some count a majority of the old list and others of the new list, so two quorums can form. To get another number, create a second environment with it, copy the topics with \`mirror\`, and move the clients.`,
  };
}

export function seeRefusals({ spec }: DescribeCluster, { kubectl, of }: Commands): Step {
  const refused = "grep -h 'is Denied'";
  const files = `${folders.kafkaLogs}/authorizer.log*`;
  return {
    when: "operation",
    title: "See denied operations",
    text: `Brokers log every operation that no ACL allows, with the principal, the address and the resource: in the container's output${spec.brokers.logVolumeSize === undefined ? "" : `, and for longer in ${codeSpan(files)} on their volumes for logs`}.`,
    commands: [
      spec.brokers.logVolumeSize === undefined
        ? `${kubectl} logs --selector ${of("broker")} --container broker --tail=-1 --prefix | ${refused}`
        : `for pod in $(${kubectl} get pods --selector ${of("broker")} --output name); do ${kubectl} exec "$pod" --container broker -- bash -c "${refused} ${files}"; done`,
    ],
  };
}
