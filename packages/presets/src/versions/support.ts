/** Support windows: where a day falls between a version's release and the end of its support. No figures of its own. */

/** Something with an end of support, as the version tables have it. */
export interface Supported {
  /** Last day of support (YYYY-MM-DD, UTC), or null while none is published. */
  readonly endOfSupport: string | null;
}

/** How far along its support window something is. */
export type Support = "supported" | "ends-soon" | "ended";

/** Days before the end of support from which it counts as ending soon. */
export const endsSoonDays = 90;

/** Where `today` falls in an entry's support window, by calendar day in UTC: the last day itself still counts as support. */
export function supportOf(entry: Supported, today: Date): Support {
  if (entry.endOfSupport === null) return "supported";
  const daysLeft = dayNumber(new Date(`${entry.endOfSupport}T00:00:00Z`)) - dayNumber(today);
  if (daysLeft < 0) return "ended";
  return daysLeft <= endsSoonDays ? "ends-soon" : "supported";
}

function dayNumber(date: Date): number {
  return Math.floor(date.getTime() / (24 * 60 * 60 * 1000));
}
