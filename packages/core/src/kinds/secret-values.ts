import { isDeepStrictEqual } from "node:util";
import type { Path } from "../diagnostics/path.js";
import { type Fields, isFields } from "./fields/plain-data.js";
import { isFreeKey, type Shape } from "./fields/table.js";

/** Names of keys, variables and arguments whose values are secret, and names of those that only refer to a secret or describe it. */
const secretName = /passw(or)?d|passphrase|pwd|secret|token|credential|(private|access|api)[._-]?key/i;
const aboutSecret =
  /(passwords|secrets|tokens|file|path|name|arn|id|url|uri|endpoint|type|class|location|interval|timeout|seconds|minutes|hours|days|version|policy|ttl|mechanism|enabled|required|provider|format|algorithm|prefix|length|namespace|ref)s?$/i;

/** References and expressions: `${env:X}`, `{{ .x }}`, `%s`, `<placeholder>`, a path, code of a script; and what stands for nothing. */
const reference = /^([$%<(=/]|\{\{|file:)|^(true|false|null|none|-?\d+)?$/i;

/** Texts that are always secret. Sources: RFC 7468; AWS IAM User Guide, IAM identifiers. */
const secretText = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b/;
/** Credentials of a URL. Source: RFC 3986, section 3.2.1. */
const inUrl = /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:([^\s/@]+)@/gi;
/** `password=value` and `"password": "value"` inside of a text, as in a JAAS configuration, an argument or a properties file. */
const assignment = /([\w.-]+)("\s*:\s*"|\s*=\s*["']?)([^\s"',;&]+)/g;

/** A place with a secret value. The value itself is never repeated. */
export interface SecretValue {
  readonly field: Path;
  readonly message: string;
}

/** What is known of the places that texts stand at. */
export interface SecretContext {
  /** Texts that were there before count for nothing. */
  readonly before?: unknown;
  /** Fields of the kind: their names are no names of secrets. Default: every key counts by its name. */
  readonly shape?: Shape | undefined;
}

/** Whether the value of something with this name is one to keep out of Git. */
export function isSecret(name: string, value: string): boolean {
  return secretName.test(name) && !aboutSecret.test(name) && !reference.test(value);
}

/** Whether a text has a secret in it, whatever its name. */
export function hasSecret(text: string): boolean {
  if (secretText.test(text)) return true;
  if ([...text.matchAll(inUrl)].some(([, password = ""]) => !reference.test(password))) return true;
  return [...text.matchAll(assignment)].some(([, name = "", , value = ""]) => isSecret(name, value));
}

/** Secret values in plain data: an object, the arguments of a resource, the values of a release. */
export function secretValues(after: unknown, { before, shape }: SecretContext = {}): readonly SecretValue[] {
  return newTexts(before, after).flatMap(({ field, value, holder, previous }): SecretValue[] => {
    const at = field.join(".");
    const key = field.findLast((step) => typeof step === "string") ?? "";
    // Some annotations of Kubernetes and its operators name a Secret or a token.
    const isNamed = field[0] !== "metadata" && (shape === undefined || isFreeKey(shape, field));
    if (isNamed && isSecret(String(key), value)) return [{ field, message: `${at} has a secret value` }];
    const variable = field.at(-1) === "value" ? holder["name"] : undefined;
    if (typeof variable === "string" && isSecret(variable, value))
      return [{ field, message: `the variable ${variable} has a secret value` }];
    const flag = typeof previous === "string" && previous.startsWith("-") ? previous : "";
    if (flag !== "" && !flag.includes("=") && isSecret(flag, value))
      return [{ field, message: `the argument after ${flag} is a secret value` }];
    return hasSecret(value) ? [{ field, message: `${at} has a secret value` }] : [];
  });
}

interface NewText {
  readonly field: Path;
  readonly value: string;
  /** The map that the text is in. */
  readonly holder: Fields;
  /** The item before it, where the text is one of a list. */
  readonly previous?: unknown;
}

/** Texts that were not at their place, or anywhere in their list, before. */
function newTexts(
  before: unknown,
  after: unknown,
  field: Path = [],
  holder: Fields = {},
  previous?: unknown,
): readonly NewText[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (typeof after === "string") return [{ field, value: after, holder, previous }];
  if (Array.isArray(after)) {
    const old: readonly unknown[] = Array.isArray(before) ? before : [];
    return after.flatMap((item, index) =>
      old.some((other) => isDeepStrictEqual(other, item))
        ? []
        : newTexts(old[index], item, [...field, index], holder, after[index - 1]),
    );
  }
  if (!isFields(after)) return [];
  return Object.entries(after).flatMap(([key, value]) =>
    newTexts(isFields(before) ? before[key] : undefined, value, [...field, key], after),
  );
}
