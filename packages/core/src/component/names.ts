import { createHash } from "node:crypto";

import { type NameKind, type NameRule, nameRules } from "../kinds/name-rules.js";

/** What names are made from. */
export interface Naming {
  readonly environment: string;
  readonly component: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * The name of a resource or object: environment, component and suffix, joined by hyphens. If this is too long, or the kind does not
 * allow it, the name is changed and gets eight digits of a hash of the original, so that two names never become one. Account and region
 * are complete at the end, for kinds that need them.
 */
export function nameOf(kind: NameKind | NameRule, naming: Naming, suffix?: string): string {
  const rule: NameRule = typeof kind === "string" ? nameRules[kind] : kind;
  const words = [naming.environment, naming.component, suffix];
  const whole = words.filter((word) => word !== undefined && word !== "").join("-");
  const cased = rule.lowerCase ? whole.toLowerCase() : whole;
  const allowed = cased.replace(rule.forbidden, "-").replace(/^-+|-+$/g, "");
  const clean = rule.reserved?.test(allowed) ? `x-${allowed}` : allowed;
  const prefix = rule.prefix ?? "";
  const place = rule.global ? `-${naming.accountId}-${naming.region}` : "";
  if (clean === whole && prefix.length + clean.length + place.length <= rule.length) return prefix + clean + place;
  const hash = createHash("sha256")
    .update(whole + place)
    .digest("hex")
    .slice(0, 8);
  const room = rule.length - prefix.length - hash.length - 1 - place.length;
  return `${prefix}${clean.slice(0, room).replace(/-+$/, "")}-${hash}${place}`;
}
