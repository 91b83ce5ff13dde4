import type { Pattern } from "../users/access-rules.js";
import type { Connectors } from "./connector-spec.js";

/** A connector that reads topics: by name, or by a regular expression of Java's that has to fit the whole name. */
export interface Sink {
  readonly name: string;
  readonly topics: readonly string[];
  readonly regex?: string;
  /** Topic that records go to that it could not handle. */
  readonly deadLetters?: string;
}

/** Keys of a sink's configuration that name topics. Source: Apache Kafka documentation, "Sink Connector Configs". */
export const regexKey = "topics.regex";
export const deadLettersKey = "errors.deadletterqueue.topic.name";

export function sinksOf(connectors: Connectors): readonly Sink[] {
  return Object.entries(connectors).flatMap(([name, { topics = [], config }]) => {
    const regex = textOf(config[regexKey]);
    const deadLetters = textOf(config[deadLettersKey]);
    if (topics.length === 0 && regex === undefined) return [];
    return [{ name, topics, ...(regex ? { regex } : {}), ...(deadLetters ? { deadLetters } : {}) }];
  });
}

/** The names that match the regular expression; undefined if only Java understands it. */
export function fitting(regex: string, names: readonly string[]): readonly string[] | undefined {
  try {
    const whole = new RegExp(`^(?:${regex})$`, "u");
    return names.filter((name) => whole.test(name));
  } catch {
    return undefined;
  }
}

/** The literal prefix of all names that match the regular expression. */
export function beginningOf(regex: string): Pattern {
  const [literal = ""] = regex.includes("|") ? [] : (/^((\w|-|\\[.-])(?![?*{]))*/.exec(regex) ?? []);
  return { kind: "prefixed", name: literal.replaceAll("\\", "") };
}

function textOf(value: Connectors[string]["config"][string] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
