/**
 * On-demand prices in USD, for estimates. What is not known for a region is absent: an estimate names it as missing and never guesses.
 *
 * Looked up on 2026-11-21. `regional-prices.ts` names the source of brokers, storage and instances; `quotes` below those of the rest.
 * Figures are list prices without tax, discounts, free tiers or data transfer, and may be out of date: each carries its date.
 *
 * The system that msk-dev replaces put its two kafka.t3.small at "about 88 $" and their 200 GB at "about 20 $" a month in eu-central-1. AWS's
 * list has 2 × 730 h × 0.0526 $ = 76.80 $ and 200 GB × 0.119 $ = 23.80 $ there. The old 20 $ are 0.10 $ a GB, which is the price in
 * us-east-1; 88 $ would be 0.0603 $ an hour, which no region asks. We give what the list gives.
 */

import { bastionHour, expressBrokerHour, mskUsage, regionalPricesAsOf, standardBrokerHour } from "./regional-prices.js";

/** Regions for which the price lists of brokers were read. */
export type PricedRegion = keyof typeof standardBrokerHour.rows;

/** What an estimate can ask the price of. Instance types are themselves. */
export type PriceItem =
  | (typeof standardBrokerHour.columns)[number]
  | (typeof expressBrokerHour.columns)[number]
  | (typeof mskUsage.columns)[number]
  | (typeof bastionHour.columns)[number]
  | QuotedItem;

export type PriceUnit = "hour" | "GB-month" | "GB" | "MiBps-month" | "key-month" | "secret-month" | "alarm-month";

/** A price, its unit, and whose figure of which day it is. */
export interface Price {
  readonly usd: number;
  readonly unit: PriceUnit;
  readonly source: string;
  /** Day that the source bears, or of our look-up where it bears none (YYYY-MM-DD). */
  readonly asOf: string;
}

/** Hours that AWS counts to a month. */
export const hoursPerMonth = 730;

type QuotedItem =
  | "nat.hour"
  | "nat.processed"
  | "kms.key"
  | "secretsManager.secret"
  | "cloudwatch.alarm"
  | "logs.ingested"
  | "logs.stored"
  | "s3.stored"
  | "ebs.gp3";

const lookedUp = "2026-11-21";
const infracost = { source: "Infracost, the estimates that its AWS tests expect", asOf: "2026-08-21" };
const priceList = { source: "AWS Price List, AmazonEC2, eu-west-1", asOf: "2026-09-25" };

/** Prices that are the same in every commercial region. */
const everywhere: Partial<Record<QuotedItem, Price>> = {
  "kms.key": { usd: 1, unit: "key-month", ...infracost },
  "secretsManager.secret": { usd: 0.4, unit: "secret-month", ...infracost },
};

const quotes: Readonly<Record<string, Partial<Record<QuotedItem, Price>>>> = {
  "us-east-1": {
    "nat.hour": { usd: 0.045, unit: "hour", ...infracost },
    "nat.processed": { usd: 0.045, unit: "GB", ...infracost },
    "cloudwatch.alarm": { usd: 0.1, unit: "alarm-month", ...infracost },
    "logs.ingested": { usd: 0.5, unit: "GB", ...infracost },
    "logs.stored": { usd: 0.03, unit: "GB-month", ...infracost },
    "s3.stored": { usd: 0.023, unit: "GB-month", ...infracost },
    "ebs.gp3": { usd: 0.08, unit: "GB-month", ...infracost },
  },
  "us-east-2": {
    "nat.hour": { usd: 0.045, unit: "hour", source: "cloudburn.io, AWS NAT Gateway Pricing", asOf: "2026-02-24" },
    "nat.processed": { usd: 0.045, unit: "GB", source: "cloudburn.io, AWS NAT Gateway Pricing", asOf: "2026-02-24" },
  },
  "eu-central-1": {
    "nat.hour": {
      usd: 0.052,
      unit: "hour",
      source: "Atakannbal/terraform-aws-infra-blueprint, variables for eu-central-1",
      asOf: lookedUp,
    },
    "cloudwatch.alarm": {
      usd: 0.1,
      unit: "alarm-month",
      source: "Cost estimate of a public project in eu-central-1",
      asOf: lookedUp,
    },
    "logs.ingested": {
      usd: 0.63,
      unit: "GB",
      source: "AWS Billing Conductor rules for EUC1-DataProcessing-Bytes",
      asOf: "2025-01-01",
    },
    "logs.stored": {
      usd: 0.0324,
      unit: "GB-month",
      source: "CloudWatch prices of eu-central-1, as public Infracost reports quote them",
      asOf: lookedUp,
    },
    "s3.stored": {
      usd: 0.0245,
      unit: "GB-month",
      source: "AWS price of EUC1-TimedStorage-ByteHrs, as the tests of a public price client quote it",
      asOf: "2026-11-25",
    },
    "ebs.gp3": {
      usd: 0.0952,
      unit: "GB-month",
      source: "AWS Price List, AmazonEC2, EUC1-EBS:VolumeUsage.gp3, as a public project quotes it",
      asOf: "2026-08-26",
    },
  },
  "eu-west-1": {
    "nat.hour": { usd: 0.048, unit: "hour", ...priceList },
    "nat.processed": { usd: 0.048, unit: "GB", ...priceList },
    "logs.ingested": {
      usd: 0.57,
      unit: "GB",
      source: "AWS Price List, AmazonCloudWatch, SKU KJBTQPDHW2H92B8Y",
      asOf: "2026-03-01",
    },
  },
  "ap-southeast-1": {
    "nat.hour": { usd: 0.059, unit: "hour", source: "An AWS bill for ap-southeast-1", asOf: "2025-05-31" },
    "nat.processed": { usd: 0.059, unit: "GB", source: "An AWS bill for ap-southeast-1", asOf: "2025-05-31" },
  },
};

interface Table {
  readonly columns: readonly string[];
  readonly rows: Readonly<Record<string, readonly (number | null)[]>>;
}

const tables: readonly {
  readonly table: Table;
  readonly unit: (item: string) => PriceUnit;
  readonly source: string;
}[] = [
  { table: standardBrokerHour, unit: () => "hour", source: "AWS Pricing Calculator, Amazon MSK" },
  { table: expressBrokerHour, unit: () => "hour", source: "AWS Pricing Calculator, Amazon MSK" },
  { table: mskUsage, unit: usageUnit, source: "AWS Pricing Calculator, Amazon MSK" },
  { table: bastionHour, unit: () => "hour", source: "AWS Pricing Calculator, Amazon EC2" },
];

/** The price of an item in a region, or undefined where it is not known. */
export function price(region: string, item: PriceItem): Price | undefined {
  for (const { table, unit, source } of tables) {
    const usd = cell(table, region, item);
    if (usd !== undefined) return { usd, unit: unit(item), source, asOf: regionalPricesAsOf };
  }
  return quote(quotes[region], item) ?? (region in standardBrokerHour.rows ? quote(everywhere, item) : undefined);
}

function cell(table: Table, region: string, item: string): number | undefined {
  const column = table.columns.indexOf(item);
  return column === -1 ? undefined : (table.rows[region]?.[column] ?? undefined);
}

function quote(known: Partial<Record<string, Price>> | undefined, item: string): Price | undefined {
  return known?.[item];
}

function usageUnit(item: string): PriceUnit {
  if (item === "msk.storageThroughput") return "MiBps-month";
  return item === "msk.tieredRetrieval" || item === "msk.expressIngress" ? "GB" : "GB-month";
}
