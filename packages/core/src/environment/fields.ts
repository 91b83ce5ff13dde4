import { z } from "zod";
import { hinted } from "./hinted.js";

/** Fields that `validate` has its own words for: what a bare number or a literal secret there means. */
export type FieldKind =
  | {
      readonly kind: "size" | "duration";
      /** What a bare number is most likely meant in. */
      readonly unit: string;
      /** Units that may be written. */
      readonly units: readonly string[];
    }
  | { readonly kind: "secret" };
export const fieldKinds = z.registry<FieldKind, z.core.$ZodType>();

const sizeUnits = { B: 1n, KiB: 2n ** 10n, MiB: 2n ** 20n, GiB: 2n ** 30n, TiB: 2n ** 40n, PiB: 2n ** 50n };
const durationUnits = { ms: 1n, s: 1000n, m: 60_000n, h: 3_600_000n, d: 86_400_000n };

export type SizeUnit = keyof typeof sizeUnits;
export type DurationUnit = keyof typeof durationUnits;
/** A size as people write it: `100GiB`. */
export type SizeText = `${number}${Exclude<SizeUnit, "B">}`;
/** A duration as people write it: `7d`, `500ms`. */
export type DurationText = `${number}${DurationUnit}`;

/** Bounds of a size or duration, both included, written as in a spec. */
export interface Bounds<Text extends string> {
  readonly min?: Text | undefined;
  readonly max?: Text | undefined;
}

/**
 * A size such as `100GiB` (KiB to PiB, powers of 1024), as a whole number of `unit`; what is no whole number of it is refused.
 * Give defaults as they would be written: `.prefault("100GiB")`.
 */
export function size(unit: SizeUnit, bounds: Bounds<SizeText> = {}): z.ZodType<number, SizeText> {
  return quantity<SizeText>({
    kind: "size",
    unit,
    units: sizeUnits,
    written: ["KiB", "MiB", "GiB", "TiB", "PiB"],
    examples: ["100GiB", "512MiB"],
    bounds,
  });
}

/** A duration such as `7d`, `12h`, `30m`, `30s` or `500ms`, as a whole number of `unit`. Give defaults as they would be written: `.prefault("7d")`. */
export function duration(unit: DurationUnit, bounds: Bounds<DurationText> = {}): z.ZodType<number, DurationText> {
  return quantity<DurationText>({
    kind: "duration",
    unit,
    units: durationUnits,
    written: ["ms", "s", "m", "h", "d"],
    examples: ["7d", "30s"],
    bounds,
  });
}

/** A duration that is handed on as it is written, in one of the units that its reader knows. */
export function durationText<Unit extends DurationUnit>(
  units: readonly Unit[],
  bounds: Bounds<`${number}${Unit}`> = {},
) {
  const unit = units[0] ?? "s";
  return quantityText({ kind: "duration", unit, units: durationUnits, written: units, examples: ["10m"], bounds }).text;
}

interface Quantity<Text extends string> {
  readonly kind: "size" | "duration";
  readonly unit: string;
  /** What each unit is worth in the smallest. */
  readonly units: Readonly<Record<string, bigint>>;
  /** Units that may be written, the smallest first. */
  readonly written: readonly string[];
  readonly examples: readonly string[];
  readonly bounds: Bounds<Text>;
}

/** A quantity within its bounds as text, and how to read it. */
function quantityText<Text extends string>({ kind, unit, units, written, examples, bounds }: Quantity<Text>) {
  const pattern = new RegExp(`^(\\d+)(?:\\.(\\d+))?(${written.join("|")})$`);
  const example = examples[0] ?? "";

  /** A text as a fraction of whole smallest units: numerator and denominator, so that 0.1GiB stays exact. */
  function parse(text: string): readonly [numerator: bigint, denominator: bigint] {
    const [, whole = "0", decimals = "", suffix = ""] = pattern.exec(text) ?? [];
    return [BigInt(whole + decimals) * (units[suffix] ?? 1n), 10n ** BigInt(decimals.length)];
  }
  const below = (left: string, right: string): boolean => {
    const [[a, b], [c, d]] = [parse(left), parse(right)];
    return a * d < c * b;
  };
  for (const bound of [bounds.min, bounds.max])
    if (bound !== undefined && !pattern.test(bound)) throw new Error(`${bound} is no ${kind}`);

  const text = z
    .string()
    .max(32)
    .regex(pattern, `a ${kind} is a number with one of the units ${written.join(", ")}, such as ${example}`)
    .superRefine((value, context) => {
      const refuse = (message: string) => context.addIssue({ code: "custom", message, params: { page: "outOfRange" } });
      if (!pattern.test(value)) return;
      if (bounds.min !== undefined && below(value, bounds.min))
        refuse(`expected at least ${bounds.min}, found ${value}`);
      if (bounds.max !== undefined && below(bounds.max, value))
        refuse(`expected at most ${bounds.max}, found ${value}`);
    })
    .meta({ examples: [...examples] });
  fieldKinds.add(text, { kind, unit, units: written });
  return { text, parse };
}

/** A quantity as a whole number of its unit. */
function quantity<Text extends string>(quantity: Quantity<Text>): z.ZodType<number, Text> {
  const { kind, unit, units, written } = quantity;
  const { text, parse } = quantityText(quantity);
  const schema = text.transform((value, context) => {
    const [numerator, denominator] = parse(value);
    const divisor = denominator * (units[unit] ?? 1n);
    const refuse = (message: string): never => {
      context.issues.push({ code: "custom", message, input: value, params: { page: "outOfRange" } });
      return z.NEVER;
    };
    if (numerator % divisor !== 0n) return refuse(`expected a whole number of ${unit}, found ${value}`);
    const count = numerator / divisor;
    return count > BigInt(Number.MAX_SAFE_INTEGER)
      ? refuse(`${value} is more than can be counted in ${unit}`)
      : Number(count);
  });
  fieldKinds.add(schema, { kind, unit, units: written });
  // The pattern holds what the template type says; zod knows only that it is a string.
  return schema as unknown as z.ZodType<number, Text>;
}

/** A secret: the name of an AWS Secrets Manager secret and, where that holds JSON, a key in it. The value never stands in a spec. Alphabet: AWS Secrets Manager API Reference, CreateSecret. */
export function secretReference() {
  const schema = z.strictObject({
    secretsManager: z
      .string()
      .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, "a secret's name has letters, digits and / _ + = . @ -, at most 512")
      .describe("Name of the secret in AWS Secrets Manager."),
    key: z.string().min(1).max(256).optional().describe("Key in the secret's JSON. Default: the whole secret."),
  });
  fieldKinds.add(schema, { kind: "secret" });
  return schema;
}

/** A reference to a secret, as components receive it. */
export type SecretReference = z.output<ReturnType<typeof secretReference>>;

/** A block of IPv4 addresses as `10.0.0.0/16`, without host bits; `prefix` bounds its length, 16 to 28 for a VPC or subnet. */
export function cidr({
  prefix = { from: 0, to: 32 },
}: {
  readonly prefix?: { readonly from: number; readonly to: number };
} = {}) {
  const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  const pattern = new RegExp(`^(?:${octet}\\.){3}${octet}/(3[0-2]|[12]?\\d)$`);
  const schema = z
    .string()
    .regex(pattern, "a CIDR block looks like 10.0.0.0/16")
    .superRefine((text, context) => {
      if (!pattern.test(text)) return;
      const [address = "", length = ""] = text.split("/");
      const bits = Number(length);
      if (bits < prefix.from || bits > prefix.to) {
        context.addIssue({
          code: "custom",
          message: `expected a prefix from /${prefix.from} to /${prefix.to}, found /${bits}`,
          params: { page: "outOfRange" },
        });
      }
      const octets = address.split(".").map(Number);
      const hostBits = 2 ** (32 - bits);
      const number = octets.reduce((sum, part) => sum * 256 + part, 0);
      if (number % hostBits === 0) return;
      const network = number - (number % hostBits);
      const canonical = [24, 16, 8, 0].map((shift) => Math.floor(network / 2 ** shift) % 256).join(".");
      context.addIssue({
        code: "custom",
        message: `${text} has bits set beyond its prefix`,
        params: { hint: `write ${canonical}/${bits}` },
      });
    })
    .meta({ examples: ["10.0.0.0/16"] });
  return hinted(schema, (text) => {
    if (!pattern.test(`${text}/0`) || text === "0.0.0.0") return undefined;
    const zeros = text
      .split(".")
      .reverse()
      .findIndex((octet) => octet !== "0");
    const bits = Math.max(prefix.from, 32 - 8 * zeros);
    return bits > prefix.to ? undefined : `write the prefix as well: ${text}/${bits}`;
  });
}

/** An Amazon Resource Name, of one service (as in `arn:aws:kms:…`) or of any. */
export function arn(service?: string) {
  const example = `arn:aws:${service ?? "service"}:eu-central-1:111122223333:…`;
  return z
    .string()
    .max(2048)
    .regex(
      new RegExp(`^arn:aws(-[a-z]+)*:${service ?? "[a-z0-9-]+"}:[a-z0-9-]*:(\\d{12}|aws)?:\\S+$`),
      `an ARN looks like ${example}`,
    );
}

/** Text for people, of one to `max` characters: output never reads it as a program. */
export function freeText(max: number) {
  return z.string().min(1).max(max);
}
