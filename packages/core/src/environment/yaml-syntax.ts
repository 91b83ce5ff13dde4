import type { CST, YAMLParseError } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { readingPages as pages } from "./pages.js";
import type { At } from "./yaml-tree.js";

/** The text for a syntax error: the problem, the correction and the position. It repeats no values, because they may be secrets. */
interface Slip {
  readonly message: string;
  readonly hint?: string | undefined;
  /** The error's position, if it differs from the parser's. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** The parser recovers from the error, so later errors are separate problems. */
  readonly local?: true | undefined;
}

/** The syntax errors of a file, at most one in each line, up to the first from which the parser cannot recover. Later errors follow from that one. */
export function syntaxErrors(
  errors: readonly YAMLParseError[],
  { text, tokens, at }: { readonly text: string; readonly tokens: readonly CST.Token[]; readonly at: At },
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const lines = new Set<number>();
  const byOffset = new Map<number, YAMLParseError[]>();
  for (const error of errors) byOffset.set(error.pos[0], [...(byOffset.get(error.pos[0]) ?? []), error]);
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const tab = error.code === "TAB_AS_INDENT";
    const beside = byOffset.get(error.pos[0]) ?? [];
    const { message, hint, start, end, local } = tab ? tabIndent : slipOf(error, beside, text, tokens);
    const position = start === undefined ? at(...error.pos) : at(start, end ?? start + 1);
    if (lines.has(position.line)) continue;
    lines.add(position.line);
    found.push(report(tab ? pages.tabIndentation : pages.yamlSyntax, message, { position, hint }));
    if (!local) break;
  }
  return found;
}

const tabIndent: Slip = { message: "the line is indented with a tab", hint: "indent with spaces, here and below" };

function slipOf(
  { code, message, pos: [start, end] }: YAMLParseError,
  beside: readonly YAMLParseError[],
  text: string,
  tokens: readonly CST.Token[],
): Slip {
  const line = lineOf(text, start);
  const also = (other: YAMLParseError["code"]) => beside.find((error) => error.code === other);
  if (/must (be sufficiently indented and )?end with a [\]}]/.test(message)) return unclosedBracket(text, tokens);
  if (message.startsWith("Missing closing")) return unclosedQuote(text, start, tokens);
  if (/^(<{7}|={7}|>{7})/.test(line.text))
    return { message: "the file contains the mark of a merge conflict", hint: "resolve the conflict" };
  switch (code) {
    case "BLOCK_IN_FLOW":
      return text.startsWith("-", start)
        ? {
            message: "there is an item with a dash between brackets",
            hint: "separate items between brackets by commas",
          }
        : missingComma;
    case "BLOCK_AS_IMPLICIT_KEY":
      if (message.includes("sequence"))
        return {
          message: "expected a key, found an item of a list",
          hint: "indent all items of a list alike, below the list's key",
        };
      return also("MULTILINE_IMPLICIT_KEY") ? tooDeepLine(text, start) : colonInText(line);
    case "MULTILINE_IMPLICIT_KEY":
      return also("BLOCK_IN_FLOW") ? missingComma : keyWithoutColon(line);
    case "BAD_INDENT":
      return message.includes("same column") ? strayIndent(text, line) : other(message);
    case "BAD_SCALAR_START":
      return { message: `text without quotes cannot begin with ${text[start]}`, hint: "put it in quotes", local: true };
    case "BAD_DQ_ESCAPE":
      return {
        message: `${text.slice(start, start + 2)} is not an escape in double quotes`,
        hint: "write \\\\ for a backslash, or use single quotes",
        local: true,
      };
    case "MISSING_CHAR":
      if (message.startsWith("Comments"))
        return { message: "a comment needs a space before #", hint: "add the space, or quote the text", local: true };
      if (message.startsWith("Missing ,")) return missingComma;
      return message.startsWith("Implicit map keys") ? keyWithoutColon(line) : other(message);
    case "UNEXPECTED_TOKEN":
      return unexpected(message, text, start, end);
    default:
      return other(message);
  }
}

const missingComma: Slip = {
  message: "there is no comma between two entries in brackets",
  hint: "write a comma between them",
};

/** The parser's own text, for rare errors. */
function other(message: string): Slip {
  return { message: message.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase()) };
}

function unexpected(message: string, text: string, start: number, end: number): Slip {
  const before = text.slice(0, start).trimEnd().at(-1) ?? "";
  if (message.endsWith("at node end") && /["'\]}]/.test(before)) {
    const quoted = before === "'" ? "write '' for an apostrophe inside single quotes, or" : "delete it, or";
    return {
      message: `the value ends at ${before}, and more text follows`,
      hint: `${quoted} quote the whole value`,
      local: true,
    };
  }
  const word = text.slice(start, end);
  if (/^[\]}]/.test(word)) return { message: `this ${word} has no opening bracket`, hint: "delete it" };
  if (message.startsWith("Unexpected ,")) return { message: "there is nothing before this comma", hint: "delete it" };
  if (/Not a YAML token|Block scalar header/.test(message))
    return {
      message: "there is text after | or > in the same line",
      hint: "begin the text in the next line, indented",
    };
  return other(message);
}

function colonInText({ text, start }: Line): Slip {
  const key = /^[\s-]*[^:]*:\s+/.exec(text)?.[0].length ?? 0;
  return {
    message: "the value contains a colon and a space, which YAML reads as a key",
    hint: "put the value in quotes",
    start: start + key,
    end: start + text.trimEnd().length,
    local: true,
  };
}

/** A line that should begin with a key. Most often a space is missing. */
function keyWithoutColon({ text, start }: Line): Slip {
  const [, before = "", key = "", mark] = /^([\s-]*)([\w.-]+)(:(?=\S)|\s*=)?/.exec(text) ?? [];
  const place = { start: start + before.length, end: start + text.trimEnd().length };
  if (mark === ":")
    return { message: `there is no space after the colon of ${key}`, hint: `write ${key}: value`, ...place };
  if (mark) return { message: `there is = between ${key} and its value`, hint: `write ${key}: value`, ...place };
  return { message: "the line is not a key with a value", hint: "write key: value", ...place };
}

/** The line after a key with a value is indented deeper, like a continuation. */
function tooDeepLine(text: string, start: number): Slip {
  const above = lineOf(text, start);
  const line = lineOf(text, above.start + above.text.length + 1);
  const indent = indentOf(above.text);
  const number = numberOf(above, text);
  return {
    message: `the line is indented deeper than line ${number}, which has a value already`,
    hint: `indent it by ${spaces(indent)}, like line ${number}`,
    start: line.start,
    end: line.start + indentOf(line.text),
  };
}

/** A line whose indentation matches no line above that it could belong to. */
function strayIndent(text: string, line: Line): Slip {
  const indent = indentOf(line.text);
  const open: Line[] = [];
  for (let above = line; above.start > 0 && indentOf(open.at(-1)?.text ?? " ") > 0; ) {
    above = lineOf(text, above.start - 1);
    const innermost = open.at(-1);
    if (/^\s*(#|$)/.test(above.text)) continue;
    if (!innermost || indentOf(above.text) < indentOf(innermost.text)) open.push(above);
  }
  const place = { start: line.start, end: line.start + Math.max(indent, 1) };
  if (open.some((above) => indentOf(above.text) === indent))
    return {
      message: "there is a key among the items of a list",
      hint: "begin an item with a dash and a space, or indent the key like the list's key",
      ...place,
    };
  const choices = open.map((above) => `${spaces(indentOf(above.text))} (like line ${numberOf(above, text)})`);
  return {
    message: `the line is indented by ${spaces(indent)}, which matches no line above it`,
    hint: `indent it by ${choices.join(" or ")}`,
    ...place,
  };
}

function spaces(count: number): string {
  return count === 1 ? "1 space" : `${count} spaces`;
}

function unclosedBracket(text: string, tokens: readonly CST.Token[]): Slip {
  const open = all(tokens).findLast(
    (token) => token.type === "flow-collection" && !/^flow-.*-end$/.test(token.end[0]?.type ?? ""),
  );
  const bracket = text[open?.offset ?? 0];
  return {
    message: `this ${bracket} is never closed`,
    hint: `close it with ${bracket === "[" ? "]" : "}"}, and indent the lines between deeper than the key`,
    start: open?.offset,
  };
}

function unclosedQuote(text: string, end: number, tokens: readonly CST.Token[]): Slip {
  const open = all(tokens).find(
    (token) => /-quoted-scalar$/.test(token.type) && "source" in token && token.offset + token.source.length === end,
  );
  const quote = text[open?.offset ?? end] === "'" ? "'" : '"';
  return {
    message: `the text that begins here has no closing ${quote}`,
    hint:
      quote === "'"
        ? "close it with '; write '' for an apostrophe inside"
        : 'close it with "; write \\" for a quote inside',
    start: open?.offset,
  };
}

/** Every token, in the order of the text. */
function all(tokens: readonly CST.Token[]): CST.Token[] {
  return tokens.flatMap((token): CST.Token[] => {
    if (token.type === "document") return [token, ...all([...(token.value ? [token.value] : [])])];
    if (!("items" in token)) return [token];
    return [
      token,
      ...token.items.flatMap(({ key, value }) =>
        all([key, value].filter((part) => part !== undefined && part !== null)),
      ),
    ];
  });
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function lineOf(text: string, offset: number): Line {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", start);
  return { start, text: text.slice(start, end < 0 ? undefined : end) };
}

function numberOf({ start }: Line, text: string): number {
  return text.slice(0, start).split("\n").length;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
