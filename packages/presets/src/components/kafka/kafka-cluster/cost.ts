import type { CostLine } from "@streamform/core";
import { price } from "../../../versions/prices.js";
import type { DescribeCluster, Engine } from "./part.js";
import { tieredStorageCost } from "./tiered-storage/describe.js";

/** What a gp3 volume does without a further charge: operations a second, and MiB a second. Source: Amazon EBS User Guide, General Purpose SSD volumes. */
const gp3Included = { iops: 3000, throughput: 125 };

/** The cluster's own cost for a month: volumes and tiered storage, without the Kubernetes nodes. */
export function cost(part: DescribeCluster, engine: Engine): CostLine[] {
  return [...volumes(part, engine), ...tieredStorageCost(part)];
}

/** Prices of the environment's own StorageClass. The price of another class is unknown. */
function volumes(part: DescribeCluster, engine: Engine): CostLine[] {
  const { exports, uses, environment } = part;
  const quantity = engine.workloads(part).reduce((sum, { replicas, storage }) => sum + replicas * storage, 0);
  const made = uses.storageClass?.name === exports.storageClass ? uses.storageClass : undefined;
  const { iops = gp3Included.iops, throughput = gp3Included.throughput } = made ?? {};
  return [
    {
      item: `Volumes (${made?.type ?? exports.storageClass})`,
      quantity,
      unit: "GB-month",
      price: made?.type === "gp3" ? price(environment.aws.region, "ebs.gp3")?.usd : undefined,
    },
    ...(made?.type === "gp3" && (iops > gp3Included.iops || throughput > gp3Included.throughput)
      ? [{ item: "Performance that is not included in gp3", quantity: 1, unit: "month", price: undefined }]
      : []),
  ];
}
