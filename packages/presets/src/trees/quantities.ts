const factors = { Ki: 1 / 1024, Mi: 1, Gi: 1024, Ti: 1024 ** 2, Pi: 1024 ** 3 } as const;

/** CPU of a quantity in cores: `500m` is 0.5. */
export function cores(quantity: string | number | undefined): number | undefined {
  if (quantity === undefined) return undefined;
  const [, digits, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(quantity)) ?? [];
  if (digits === undefined) throw new Error(`${quantity} is not a CPU quantity`);
  return milli ? Number(digits) / 1000 : Number(digits);
}

/** Memory or storage of a quantity in MiB. */
export function mebibytes(quantity: string | undefined): number | undefined {
  if (quantity === undefined) return undefined;
  const [, digits, unit] = /^(\d+)(Ki|Mi|Gi|Ti|Pi)$/.exec(quantity) ?? [];
  if (digits === undefined) throw new Error(`${quantity} is not a size with a binary unit`);
  return Number(digits) * factors[unit as keyof typeof factors];
}
