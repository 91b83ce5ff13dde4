import { UsageError } from "../exit-code.js";

/** The forms of a component's name. */
export interface ComponentNames {
  /** Lower-case words with hyphens: `order-report`. */
  readonly name: string;
  /** Its key in the spec, and its name in TypeScript: `orderReport`. */
  readonly key: string;
  /** The name of its types: `OrderReport`. */
  readonly type: string;
  /** For people: `Order report`. */
  readonly title: string;
}

/** Longest name. A CronJob's name has at most 52 characters (Kubernetes documentation, "CronJob"), and components append words to their names. */
const longest = 40;

/**
 * The forms of the name `name`.
 *
 * @param taken existing keys of environments
 * @throws UsageError if a component cannot have the name
 */
export function componentNames(name: string, taken: ReadonlySet<string>): ComponentNames {
  const hint = "use lower-case words of letters and digits with hyphens between them, such as order-report";
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new UsageError(`${name} is not a valid component name`, hint);
  if (name.length > longest)
    throw new UsageError(`the name ${name} is too long`, `a component's name has at most ${longest} characters`);
  const type = name.replace(/(^|-)([a-z0-9])/g, (_, _hyphen: string, letter: string) => letter.toUpperCase());
  const key = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (taken.has(key) || reserved.has(key))
    throw new UsageError(`the name ${name} is taken`, `environments already have the key ${key}: choose another name`);
  const title = name.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  return { name, key, type, title };
}

/** Reserved words, which cannot be names of variables. Source: ECMAScript, "Keywords and Reserved Words". */
const reserved = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);
