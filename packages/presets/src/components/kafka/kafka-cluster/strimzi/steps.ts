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
    title: "See the operator's view of the cluster",
    text: "The status shows what the operator waits for, and its warnings. The operator reconciles every two minutes.",
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
      : " It balances disks, CPU and numbers of partitions. It also balances the network if `kafkaCluster.strimzi.brokerCapacity` states its capacity.";
    return {
      when: "operation",
      title: "Add or remove brokers",
      text: `Change ${brokersAt}. A new broker gets the next id, and Cruise Control moves partitions onto it. To remove a broker, always the one with the highest id, Cruise Control first moves its partitions away, and the operator waits for this.${network} The volume of a removed broker stays.`,
      commands: [
        `${kubectl} get kafkas.kafka.strimzi.io ${cluster} --output jsonpath='{.status.autoRebalance}'`,
        `${kubectl} get kafkarebalances.kafka.strimzi.io --selector ${selectorOf(part)}`,
      ],
    };
  }
  return {
    when: "operation",
    title: "Add or remove brokers",
    text: `Change ${brokersAt}. A new broker gets the next id and only partitions of new topics. Move other partitions onto it with \`kafka-reassign-partitions.sh\`. Before you remove a broker, always the one with the highest id, move all its partitions away: the operator does not remove a broker that has partitions.`,
    commands: [`${kubectl} get kafkanodepools.kafka.strimzi.io --selector ${selectorOf(part)}`],
  };
}

function upgrade(part: DescribeCluster): Step {
  const { spec, exports } = part;
  const current = codeSpan(metadataVersionOf(spec) ?? "");
  return {
    when: "operation",
    title: "Upgrade Kafka",
    text: `Write \`kafkaCluster.strimzi.metadataVersion: ${metadataVersionOf(spec) ?? ""}\` beside the new \`kafkaCluster.kafkaVersion\`. The brokers restart one by one with the new version. While the metadata version is ${current}, you can go back to the old Kafka. Then remove the line. A new operator comes with a new version of Streamform. The operator must support both the running and the new Kafka version.`,
    commands: [
      `${kubectlOf(part)} get kafkas.kafka.strimzi.io ${exports.cluster} --output jsonpath='{.status.kafkaVersion} {.status.kafkaMetadataVersion}'`,
    ],
  };
}

function volumes(part: DescribeCluster): Step {
  return {
    when: "operation",
    title: "Give brokers more storage",
    text: `Raise \`kafkaCluster.brokers.volumeSize\`. The volumes grow in place, if the StorageClass ${codeSpan(part.exports.storageClass)} allows it. They never shrink, and the class of a volume never changes.`,
    commands: [`${kubectlOf(part)} get persistentvolumeclaims --selector ${selectorOf(part)}`],
  };
}

function refused(part: DescribeCluster): Step {
  return {
    when: "operation",
    title: "See denied operations",
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
    title: "Recover a deleted cluster from its volumes",
    text: `First suspend the reconciliation. Create the deleted claims again, starting with \`data-0-${cluster}-broker-0\`, each bound to its old volume. Apply the Kafka resource as paused, write the cluster's old id into its status, then unpause it: with another id no broker starts. If nobody noted the id, every volume has it in \`meta.properties\` under \`cluster.id\`. As soon as the cluster runs, the operator removes users without a \`KafkaUser\`. All users get new passwords unless their Secrets still exist.`,
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
    title: "Decide whether to keep the brokers' data",
    text: "Deleting the Kafka resource keeps its claims and its CAs. Deleting the namespace deletes both, and the volumes too if their reclaim policy is Delete. To keep the data, note the cluster's id and set the volumes to Retain. To delete the data, delete the claims once the Kafka resource is gone.",
    commands: [
      `${kubectl} get kafkas.kafka.strimzi.io ${cluster} --output jsonpath='{.status.clusterId}'`,
      `for volume in $(${kubectl} get persistentvolumeclaims --selector ${selectorOf(part)} --output jsonpath='{.items[*].spec.volumeName}'); do ${workloadKubectl(part.environment)} patch persistentvolumes "$volume" --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'; done`,
    ],
  };
}
