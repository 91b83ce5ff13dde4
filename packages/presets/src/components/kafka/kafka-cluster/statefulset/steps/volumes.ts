import { codeSpan, type Step, workloadKubectl } from "@streamform/core";
import type { DescribeCluster } from "../../part.js";
import { templateSize } from "../claims.js";
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
    text: `Raise \`kafkaCluster.brokers.volumeSize\` (${others}): the claims in Git grow, and the volumes with them where they are, if the StorageClass ${codeSpan(exports.storageClass)} allows it. Nobody restarts. They never shrink, and EBS lets a volume grow again only after six hours.`,
    commands: [`${kubectl} get persistentvolumeclaims --selector ${all}`],
  };
}

export function addLogVolume({ exports }: DescribeCluster, { kubectl }: Commands): Step {
  return {
    when: "operation",
    title: "Give brokers a volume for their logs that had none",
    text: "A StatefulSet's claims cannot be changed. Write `kafkaCluster.brokers.logVolumeSize`, delete the StatefulSet without its pods, and the engine makes it again; the brokers then restart one by one.",
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
    text: `One at a time, and only while nothing is listed as not in sync: the broker comes back with an empty volume and copies everything from the others; what has one copy alone is lost. Make the claim again from Git as soon as the old one is gone, as the last command does. Where the StatefulSet is faster, it makes one of ${templateSize} by its template, which grows when ${engine} applies the claim the next time; a broker that has filled it by then stops and starts again. The old volume stays where the reclaim policy is Retain. A server that keeps the metadata gets another volume in the same way.`,
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
      ? "the cluster's id follows from account, region and name, so that an environment of the same name takes them"
      : "brokers and ZooKeeper's servers need theirs together";
  return {
    when: "teardown",
    title: "Decide what becomes of the brokers' data",
    text: `StatefulSets leave their claims behind; with a claim, or the namespace, its volume goes too where the reclaim policy is Delete. To keep the data, have the volumes retained. A claim with \`volumeName\` takes one up again once the volume's \`claimRef\` is removed; ${keepers}. To let the data go, delete the claims that are left once the StatefulSets are gone, and then the volumes that are Released.`,
    commands: [
      `${kubectl} get persistentvolumeclaims --selector ${all}`,
      `for volume in $(${kubectl} get persistentvolumeclaims --selector ${all} --output jsonpath='{.items[*].spec.volumeName}'); do ${workloadKubectl(part.environment)} patch persistentvolumes "$volume" --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'; done`,
    ],
  };
}
