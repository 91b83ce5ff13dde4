/** Subnets are sixteenths of the VPC: the lower eight are private, the upper eight public, each bound to its zone's letter. */
const bits = 4;
const firstPublic = 8;

/**
 * The addresses of a zone's subnet. They follow from the zone's letter alone, so that a zone can be added or removed without moving
 * the others.
 *
 * @param cidr addresses of the VPC, as `10.0.0.0/16`
 */
export function subnetCidr(cidr: string, kind: "private" | "public", zone: string): string {
  const [address = "", length = ""] = cidr.split("/");
  const letter = zone.charCodeAt(zone.length - 1) - "a".charCodeAt(0);
  const index = (kind === "public" ? firstPublic : 0) + letter;
  const prefix = Number(length) + bits;
  const base = address.split(".").reduce((number, octet) => number * 256 + Number(octet), 0);
  const start = base + index * 2 ** (32 - prefix);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${prefix}`;
}
