import type { Plan } from "../compile/plan.js";
import { plain, section, table } from "./markdown.js";

/** The environment's cost for a month, from the known prices. */
export function cost({ chapters, info }: Plan): string {
  const lines = chapters.flatMap(({ title, costs }) => costs.map((line) => ({ title, ...line })));
  if (lines.length === 0) return "";
  const rows = lines.map(({ title, item, quantity, unit, price }) => [
    plain(title),
    plain(item),
    `${number(quantity)} ${plain(counted(unit, quantity))}`,
    price === undefined ? "not known" : `$${number(price)}`,
    price === undefined ? "not known" : dollars(quantity * price),
  ]);
  const known = lines.reduce((sum, { quantity, price }) => sum + quantity * (price ?? 0), 0);
  const unknown = lines.filter(({ price }) => price === undefined).length;
  const total = [
    "**Sum**",
    "",
    "",
    "",
    `**${dollars(known)}**${unknown > 0 ? ` and ${unknown} without a known price` : ""}`,
  ];
  const note = `On-demand prices in ${info.aws.region} for the resources that this environment creates. The estimate leaves out existing resources such as the cluster's nodes, load balancers, taxes, discounts and usage-based charges, unless a line names them.`;
  return section(
    "Monthly cost",
    table(["Part", "Item", "Quantity a month", "Price of one", "Cost"], [...rows, total]),
    note,
  );
}

/** At most six decimal places, without trailing zeros. */
function number(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** A unit behind a quantity: `1 key-month`, `2190 broker-hours`, `10 GB`. */
function counted(unit: string, quantity: number): string {
  return quantity === 1 || !/[a-rt-z]$/.test(unit) ? unit : `${unit}s`;
}

function dollars(value: number): string {
  return `$${value.toFixed(2)}`;
}
