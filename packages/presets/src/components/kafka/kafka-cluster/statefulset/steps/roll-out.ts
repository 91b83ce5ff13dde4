import type { Step } from "@streamform/core";
import type { DescribeCluster } from "../../part.js";
import { folders } from "../names.js";
import type { Commands } from "./commands.js";

export function seeInSync({ kubectl, all, tool }: Commands): Step {
  return {
    when: "operation",
    title: "Check that all replicas are in sync",
    text: "A broker is ready when all its replicas are in sync, and a rollout waits for this. The command lists replicas that are not in sync.",
    commands: [
      `${kubectl} get pods --selector ${all}`,
      tool("kafka-topics", "--describe --under-replicated-partitions"),
    ],
  };
}

export function goOn({ spec }: DescribeCluster, { kubectl, of, inBroker }: Commands): Step {
  const [role, keepers] =
    spec.metadata === "kraft"
      ? (["controller", "controllers"] as const)
      : (["zookeeper", "ZooKeeper servers"] as const);
  return {
    when: "operation",
    title: "Unblock a rollout that waits for ever",
    text: `A broker whose replicas wait for a broker that will not come back never becomes ready. The first command marks it as ready until its next restart. A ${role === "controller" ? "controller" : "ZooKeeper server"} never becomes ready without a quorum. If a change breaks more than half of the ${keepers}, the change that repairs them reaches only the first one. The second command then creates all of them again.`,
    commands: [inBroker(`touch ${folders.run}/in-sync`), `${kubectl} delete pods --selector ${of(role)}`],
  };
}
