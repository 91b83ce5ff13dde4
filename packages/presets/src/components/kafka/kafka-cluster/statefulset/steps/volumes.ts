import { codeSpan, type Step, workloadKubectl } from "@streamform/core";
import { templateSize } from "../../../../../process/kubernetes/claims.js";
import type { DescribeCluster } from "../../part.js";
import { nameOf } from "../names.js";
import type { Commands } from "./commands.js";

export function growVolumes({ spec, exports }: DescribeCluster, { kubectl, all }: Commands): Step {
  const others =
    spec.metadata === "kraft"
      ? "for controllers `kafkaCluster.controllers.volumeSize`"
      : "for ZooKeeper `dataVolumeSize` and `logVolumeSize` of `kafkaCluster.zookeeper`";
  return {
    when: "operation",
    title: "Give brokers more storage",
    text: `Raise \`kafkaCluster.brokers.volumeSize\` (${others}). The claims in Git grow, and the volumes grow in place, if the StorageClass ${codeSpan(exports.storageClass)} allows it. No broker restarts. Volumes never shrink, and EBS grows a volume at most once in six hours.`,
    commands: [`${kubectl} get persistentvolumeclaims --selector ${all}`],
  };
}

export function addLogVolume({ exports }: DescribeCluster, { kubectl }: Commands): Step {
  return {
    when: "operation",
    title: "Add a log volume to brokers",
    text: "Kubernetes does not allow changing a StatefulSet's claims. Write `kafkaCluster.brokers.logVolumeSize` and delete the StatefulSet without its pods. The engine creates it again, and the brokers restart one by one.",
    commands: [`${kubectl} delete statefulset ${nameOf(exports, "broker")} --cascade=orphan`],
  };
}

/** A claim that is gone when its pod starts is made by the StatefulSet's template, whose size is not the spec's. */
export function replaceVolume(part: DescribeCluster, { kubectl, pod, tool }: Commands): Step {
  const { environment } = part;
  const claim = `data-${pod}`;
  const isFlux = environment.delivery.engine === "flux";
  const folder = `${environment.delivery.path}/${environment.name}/kubernetes/kafka-cluster/${isFlux ? "claims/" : ""}`;
  const engine = isFlux ? "Flux" : "Argo CD";
  return {
    when: "operation",
    title: "Replace the volume of a broker",
    text: `Replace one volume at a time, and only while all replicas are in sync. The broker comes back with an empty volume and copies everything from the others. Partitions with a single replica are lost. The last command creates the claim again from Git as soon as the old claim is gone. If the StatefulSet is faster, it creates a claim of ${templateSize} from its template, which grows the next time ${engine} applies the claim. A broker that has filled it by then stops and starts again. The old volume stays if its reclaim policy is Retain. Replace the volume of a metadata server in the same way.`,
    commands: [
      tool("kafka-topics", "--describe --under-replicated-partitions"),
      `${kubectl} delete persistentvolumeclaim ${claim} --wait=false`,
      `${kubectl} delete pod ${pod} && ${kubectl} wait --for=delete persistentvolumeclaim/${claim}; ${kubectl} create --filename ${folder}persistentvolumeclaim-${claim}.yaml`,
    ],
  };
}

export function keepVolumes(part: DescribeCluster, { kubectl, all }: Commands): Step {
  const keepers =
    part.spec.metadata === "kraft"
      ? "the cluster's id follows from account, region and name, so an environment of the same name can use the volumes"
      : "brokers and ZooKeeper servers need their volumes together";
  return {
    when: "teardown",
    title: "Decide whether to keep the brokers' data",
    text: `StatefulSets leave their claims behind. Deleting a claim, or the namespace, deletes its volume if the reclaim policy is Delete. To keep the data, set the volumes to Retain, as the last command does. A claim with \`volumeName\` can bind the volume again once you remove the volume's \`claimRef\`; ${keepers}. To delete the data, delete the remaining claims once the StatefulSets are gone, then the volumes that are Released.`,
    commands: [
      `${kubectl} get persistentvolumeclaims --selector ${all}`,
      `for volume in $(${kubectl} get persistentvolumeclaims --selector ${all} --output jsonpath='{.items[*].spec.volumeName}'); do ${workloadKubectl(part.environment)} patch persistentvolumes "$volume" --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'; done`,
    ],
  };
}
