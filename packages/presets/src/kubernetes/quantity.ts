/** CPU of so many cores as Kubernetes writes it: `2`, `500m`. */
export function cpuQuantity(cores: number): string {
  const thousandths = Math.round(cores * 1000);
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}

const units = ["Mi", "Gi", "Ti", "Pi"];

/** Memory or storage in MiB, in the largest unit with a whole number, as in Kubernetes: `512Mi`, `16Gi`. */
export function sizeQuantity(mebibytes: number): string {
  let [value, unit] = [Math.round(mebibytes), 0];
  while (value > 0 && value % 1024 === 0 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${value}${units[unit]}`;
}

/** CPU for people, in cores. */
export function coresInWords(cores: number): string {
  return String(Number(cores.toFixed(3)));
}

/** Memory or storage of so many MiB for people: `512 MiB`, `1.5 GiB`. */
export function sizeInWords(mebibytes: number): string {
  let [value, unit] = [mebibytes, 0];
  while (value >= 1024 && unit < units.length - 1) [value, unit] = [value / 1024, unit + 1];
  return `${Number(value.toFixed(2))} ${units[unit]}B`;
}
