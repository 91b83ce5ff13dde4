import { mistakenQuantity } from "@streamform/core";

const milliseconds = { ms: 1n, s: 1000n, m: 60_000n, h: 3_600_000n, d: 86_400_000n };
const bytes = { KiB: 1n << 10n, MiB: 1n << 20n, GiB: 1n << 30n, TiB: 1n << 40n };

/** A duration with its unit, such as `7d` or `500ms`; `m` is minutes. */
export type Duration = `${number}${keyof typeof milliseconds}`;

/** A size with its binary unit, such as `1GiB`. */
export type Size = `${number}${keyof typeof bytes}`;

/** The unit of a key's value, from the end of its name, such as `.ms` or `.bytes`. */
export interface Unit {
  readonly name: "milliseconds" | "bytes" | "seconds" | "minutes" | "hours" | "percent";
  /** Factors of the suffixes in which a value may be written; none where only a number is read. */
  readonly suffixes?: Readonly<Record<string, bigint>>;
  readonly example?: string;
}

const units: readonly (readonly [ending: string, unit: Unit])[] = [
  [".ms", { name: "milliseconds", suffixes: milliseconds, example: "7d" }],
  [".bytes", { name: "bytes", suffixes: bytes, example: "1GiB" }],
  [".seconds", { name: "seconds" }],
  [".minutes", { name: "minutes" }],
  [".hours", { name: "hours" }],
  [".percentage", { name: "percent" }],
];

export function unitOf(key: string): Unit | undefined {
  return units.find(([ending]) => key.endsWith(ending))?.[1];
}

/** Regular expression, without anchors, of the texts that {@link readAmount} reads for the unit. */
export function amountPattern(suffixes: Readonly<Record<string, bigint>>): string {
  return `\\d+ ?(?:${Object.keys(suffixes).join("|")})`;
}

/** `12h` → 43200000n for milliseconds; undefined where the text is not a whole number with a known suffix. */
export function readAmount(text: string, suffixes: Readonly<Record<string, bigint>>): bigint | undefined {
  const [, digits, suffix] = /^(\d+) ?([A-Za-z]+)$/.exec(text) ?? [];
  if (digits === undefined || suffix === undefined || !Object.hasOwn(suffixes, suffix)) return undefined;
  return BigInt(digits) * (suffixes[suffix] ?? 1n);
}

/** What to write instead of an amount in another spelling: `14 days`, `2w`, `0.5d`, `10MB`; undefined where nobody knows. */
export function mistakenAmount(text: string, { name, suffixes = {} }: Unit): string | undefined {
  const [, whole = "", decimals = "", suffix = ""] = /^(\d+)\.(\d+) ?([A-Za-z]+)$/.exec(text) ?? [];
  const scaled = BigInt(whole + decimals) * (suffixes[suffix] ?? 0n);
  const divisor = 10n ** BigInt(decimals.length);
  if (scaled === 0n || scaled % divisor !== 0n)
    return mistakenQuantity(name === "bytes" ? "size" : "duration", text, Object.keys(suffixes));
  const amount = scaled / divisor;
  const fitting = Object.entries(suffixes).filter(([, factor]) => amount % factor === 0n);
  const [unit, factor] = fitting.at(-1) ?? [];
  return factor === undefined ? `write ${amount}` : `write ${amount / factor}${unit}`;
}
