import { Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";

/** CPU in the form that the API server gives back: `2`, `500m`. */
export function cpu(cores: number): Quantity {
  return Quantity.fromString(Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`);
}

/** Memory of so many MiB: `16Gi`, `512Mi`. */
export function mebibytes(amount: number): Quantity {
  return Quantity.fromString(amount % 1024 === 0 ? gibi(amount / 1024) : `${amount}Mi`);
}

/** Storage of so many GiB: `500Gi`, `4Ti`. */
export function gibibytes(amount: number): Quantity {
  return Quantity.fromString(gibi(amount));
}

function gibi(amount: number): string {
  return amount % 1024 === 0 ? `${amount / 1024}Ti` : `${amount}Gi`;
}
