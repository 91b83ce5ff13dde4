/** What a service takes as a name. */
export interface NameRule {
  /** Longest name allowed, in characters. */
  readonly length: number;
  /** Characters that are not allowed; each run of them becomes a hyphen. */
  readonly forbidden: RegExp;
  /** What every name of the kind has to begin with. */
  readonly prefix?: string;
  /** Names that the service keeps for itself. */
  readonly reserved?: RegExp;
  /** Whether the name must be unique in all of AWS, so that it contains account and region. */
  readonly global?: true;
  readonly lowerCase?: true;
}

/** Everything but letters, digits, `_` and `-`, which most services of AWS take. */
export const awsWord = /[^A-Za-z0-9_-]+/g;
const dnsWord = /[^a-z0-9-]+/g;
/** Identifiers of RDS and ElastiCache have no two hyphens in a row. */
const singleHyphens = /[^a-z0-9]+/g;

/** Rules by kind of name, from the service quotas and API references of AWS and from Kubernetes' object name rules. */
export const nameRules = {
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
} as const satisfies Record<string, NameRule>;

/** Kinds of names that core knows. */
export type NameKind = keyof typeof nameRules;
