import type { CostLine } from "@streamform/core";
import { hoursPerMonth, price } from "../../../versions/prices.js";
import { isExpress } from "./configuration.js";
import type { DescribeMsk } from "./describe.js";
import { volumeSizeOf } from "./volume-size.js";

/** What the cluster costs in a month by itself. Traffic, log volume, tiered data and finer metrics depend on use and are left out. */
export function cost({ spec, environment, exports: { brokers } }: DescribeMsk): CostLine[] {
  const { region } = environment.aws;
  const usd = (item: Parameters<typeof price>[1]) => price(region, item)?.usd;
  const lines: CostLine[] = [
    {
      item: `Brokers (${brokers} × ${spec.instanceType})`,
      quantity: brokers * hoursPerMonth,
      unit: "broker-hour",
      price: usd(spec.instanceType),
    },
  ];
  if (!isExpress(spec.instanceType))
    lines.push({
      item: "Broker storage",
      quantity: brokers * volumeSizeOf(spec),
      unit: "GB-month",
      price: usd("msk.storage"),
    });
  if (spec.provisionedThroughput !== undefined)
    lines.push({
      item: "Provisioned storage throughput",
      quantity: brokers * spec.provisionedThroughput,
      unit: "MiB/s-month",
      price: usd("msk.storageThroughput"),
    });
  if (spec.encryption.kmsKey === "own")
    lines.push({ item: "Key of the volumes", quantity: 1, unit: "key-month", price: usd("kms.key") });
  return lines;
}
