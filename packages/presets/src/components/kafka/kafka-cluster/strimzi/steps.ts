import { codeSpan, type Step, workloadKubectl } from "@streamform/core";
import type { DescribeCluster } from "../part.js";
import { hasCruiseControl } from "./cruise-control.js";
import { metadataVersionOf } from "./kafka.js";
import { clusterLabel } from "./names.js";

/** What is done with a cluster of Strimzi's. Source: Strimzi documentation 1.2.0, "Scaling", "Upgrading Kafka clusters", "Recovering a deleted Kafka cluster". */
export function steps(part: DescribeCluster): Step[] {
  return [state(part), brokers(part), upgrade(part), volumes(part), refused(part), recovery(part), teardown(part)];
}

function kubectlOf({ environment }: DescribeCluster): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
}

function selectorOf({ exports }: DescribeCluster): string {
  return Object.entries(clusterLabel(exports))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

function state(part: DescribeCluster): Step {
  const kubectl = kubectlOf(part);
  const { cluster, operatorNamespace } = part.exports;
  return {
    when: "operation",
    title: "See what the operator makes of the cluster",
    text: "It says in the status what it waits for and what it warns of, and looks at everything again every two minutes.",
    commands: [
      `${kubectl} get kafkas.kafka.strimzi.io ${cluster} --output jsonpath='{.status.conditions}'`,
      `${kubectl} get pods --selector ${selectorOf(part)} --output wide`,
      `${workloadKubectl(part.environment)} --namespace ${operatorNamespace} logs deployments/strimzi-cluster-operator --tail=100`,
    ],
  };
}

function brokers(part: DescribeCluster): Step {
  const kubectl = kubectlOf(part);
  const { cluster } = part.exports;
  const brokersAt = "`kafkaCluster.brokers.replicas`";
  if (hasCruiseControl(part.spec)) {
    const network = part.spec.strimzi.brokerCapacity
      ? ""
      : " It looks at disks, CPU and numbers of partitions, and at the network as well once `kafkaCluster.strimzi.brokerCapacity` says what that sustains.";
    return {
      when: "operation",
      title: "Add or remove brokers",
      text: `Change ${brokersAt}. A new broker gets the next id, and Cruise Control moves partitions onto it; before one goes, always the one with the highest id, it moves partitions away and the operator waits for that.${network} The volume of a broker that went stays.`,
      commands: [
        `${kubectl} get kafkas.kafka.strimzi.io ${cluster} --output jsonpath='{.status.autoRebalance}'`,
        `${kubectl} get kafkarebalances.kafka.strimzi.io --selector ${selectorOf(part)}`,
      ],
    };
  }
  return {
    when: "operation",
    title: "Add or remove brokers",
    text: `Change ${brokersAt}. A new broker gets the next id and no partitions but those of new topics: move some onto it by \`kafka-reassign-partitions.sh\`. Before one goes, always the one with the highest id, move all of its partitions away: the operator takes none that has any.`,
    commands: [`${kubectl} get kafkanodepools.kafka.strimzi.io --selector ${selectorOf(part)}`],
  };
}

function upgrade(part: DescribeCluster): Step {
  const { spec, exports } = part;
  const current = codeSpan(metadataVersionOf(spec) ?? "");
  return {
    when: "operation",
    title: "Upgrade Kafka",
    text: `Write \`kafkaCluster.strimzi.metadataVersion: ${metadataVersionOf(spec) ?? ""}\` beside the new \`kafkaCluster.kafkaVersion\`: brokers restart one by one with the new version, and until the metadata leave ${current} the old one can be written again. Then take the line out. A new operator is a new version of Streamform; it has to know the Kafka that runs and the one that comes.`,
    commands: [
      `${kubectlOf(part)} get kafkas.kafka.strimzi.io ${exports.cluster} --output jsonpath='{.status.kafkaVersion} {.status.kafkaMetadataVersion}'`,
    ],
  };
}

function volumes(part: DescribeCluster): Step {
  return {
    when: "operation",
    title: "Give brokers more storage",
    text: `Raise \`kafkaCluster.brokers.volumeSize\`: the volumes grow where they are, if the StorageClass ${codeSpan(part.exports.storageClass)} allows it. They never shrink, and the class of a volume stays what it was.`,
    commands: [`${kubectlOf(part)} get persistentvolumeclaims --selector ${selectorOf(part)}`],
  };
}

function refused(part: DescribeCluster): Step {
  return {
    when: "operation",
    title: "See who was refused what",
    text: "The brokers log every operation that no ACL allows.",
    commands: [
      `${kubectlOf(part)} logs --selector ${selectorOf(part)},strimzi.io/broker-role=true --container kafka --tail=-1 --prefix | grep 'is Denied'`,
    ],
  };
}

function recovery(part: DescribeCluster): Step {
  const kubectl = kubectlOf(part);
  const { environment, exports } = part;
  const { cluster } = exports;
  const file = `${environment.delivery.path}/${environment.name}/kubernetes/kafka-cluster/kafka-${cluster}.yaml`;
  const annotation = "strimzi.io/pause-reconciliation";
  return {
    when: "operation",
    title: "Bring a deleted cluster back from its volumes",
    text: `While nothing is reconciled: make the claims again that went too, from \`data-0-${cluster}-broker-0\` on, each bound to its old volume. Apply the Kafka, paused; put the cluster's old id into its status, and let it go on: with another id no broker starts. Where nobody noted the id, every volume has it in \`meta.properties\`, as \`cluster.id\`. Users without a \`KafkaUser\` are removed from the cluster as soon as it runs, and all get new passwords unless their Secrets are still there.`,
    commands: [
      `kubectl annotate --local --filename ${file} ${annotation}=true --output yaml | ${kubectl} apply --server-side --filename -`,
      `${kubectl} patch kafkas.kafka.strimzi.io ${cluster} --subresource status --type merge --patch '{"status":{"clusterId":"THE-OLD-ID"}}'`,
      `${kubectl} annotate kafkas.kafka.strimzi.io ${cluster} ${annotation}-`,
    ],
  };
}

function teardown(part: DescribeCluster): Step {
  const kubectl = kubectlOf(part);
  const { cluster } = part.exports;
  return {
    when: "teardown",
    title: "Decide what becomes of the brokers' data",
    text: "Deleting the Kafka leaves its claims and its CAs; deleting the namespace takes both along, and the volumes too where their reclaim policy is Delete. To keep the data, note the cluster's id and have the volumes retained; to let it go, delete the claims once the Kafka is gone.",
    commands: [
      `${kubectl} get kafkas.kafka.strimzi.io ${cluster} --output jsonpath='{.status.clusterId}'`,
      `for volume in $(${kubectl} get persistentvolumeclaims --selector ${selectorOf(part)} --output jsonpath='{.items[*].spec.volumeName}'); do ${workloadKubectl(part.environment)} patch persistentvolumes "$volume" --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'; done`,
    ],
  };
}
