import { createHash } from "node:crypto";

interface Rule {
  /** Longest name allowed, in characters. */
  readonly length: number;
  /** Characters that are not allowed; each run of them becomes a hyphen. */
  readonly forbidden: RegExp;
  /** What every name of the kind has to begin with. */
  readonly prefix?: string;
  /** Names that the service keeps for itself. */
  readonly reserved?: RegExp;
  /** Whether the name is taken by the whole world, so that account and region belong into it. */
  readonly global?: true;
  readonly lowerCase?: true;
}

const awsWord = /[^A-Za-z0-9_-]+/g;
const dnsWord = /[^a-z0-9-]+/g;
/** Identifiers of RDS and ElastiCache have no two hyphens in a row. */
const singleHyphens = /[^a-z0-9]+/g;

/** Limits by kind, from the service quotas and API references of AWS and from Kubernetes' object name rules. */
const rules = {
  alarm: { length: 255, forbidden: awsWord },
  cronjob: { length: 52, forbidden: dnsWord, lowerCase: true },
  dashboard: { length: 255, forbidden: awsWord },
  elasticache: { length: 40, forbidden: singleHyphens, lowerCase: true },
  firehose: { length: 64, forbidden: awsWord },
  "iam-instance-profile": { length: 64, forbidden: awsWord },
  "iam-policy": { length: 64, forbidden: awsWord },
  "iam-role": { length: 64, forbidden: awsWord },
  "kms-alias": { length: 200, forbidden: awsWord },
  kubernetes: { length: 63, forbidden: dnsWord, lowerCase: true },
  "load-balancer": { length: 32, forbidden: /[^A-Za-z0-9-]+/g },
  "log-group": { length: 512, forbidden: awsWord },
  "msk-cluster": { length: 64, forbidden: awsWord },
  "msk-configuration": { length: 64, forbidden: awsWord },
  "msk-secret": { length: 256, forbidden: awsWord, prefix: "AmazonMSK_" },
  rds: { length: 63, forbidden: singleHyphens, lowerCase: true },
  "s3-bucket": {
    length: 63,
    forbidden: dnsWord,
    reserved: /^(xn--|sthree-|amzn-s3-demo-)/,
    lowerCase: true,
    global: true,
  },
  secret: { length: 256, forbidden: awsWord },
  "security-group": { length: 255, forbidden: awsWord, reserved: /^sg-/i },
  "sns-topic": { length: 256, forbidden: awsWord },
  "target-group": { length: 32, forbidden: /[^A-Za-z0-9-]+/g },
} as const satisfies Record<string, Rule>;

/** Kinds of things that have names. */
export type NameKind = keyof typeof rules;

/** What names are made from. */
export interface Naming {
  readonly environment: string;
  readonly component: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * The name of a thing: environment, component and suffix, joined by hyphens. Where that is too long, or is what the kind does not
 * allow, it is changed and gets eight digits of a hash of the whole, so that two names never become one. Account and region, where the kind
 * has them, stand whole at the end.
 */
export function nameOf(kind: NameKind, naming: Naming, suffix?: string): string {
  const rule: Rule = rules[kind];
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
