import { Composer, type CST, type Document, isScalar, LineCounter, type ParsedNode, Parser } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { LocatedMap } from "./located.js";
import { readingPages as pages } from "./pages.js";
import { refuseForbiddenCharacter, type SourceText } from "./read-file.js";
import { syntaxErrors } from "./yaml-syntax.js";
import { type At, convertYaml, deepest } from "./yaml-tree.js";

/** A layer's tree; absent where the file gave none. Problems of single keys leave a tree without them. */
export interface ParsedLayer {
  readonly root?: LocatedMap | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const documentOptions = {
  version: "1.2",
  schema: "core",
  merge: false,
  uniqueKeys: false,
  logLevel: "silent",
} as const;

/** Reads a YAML layer (YAML 1.2, core schema) into a tree in which every key and value knows its place. */
export function parseYamlLayer(source: SourceText): ParsedLayer {
  const refused = refuseForbiddenCharacter(source);
  if (refused) return { diagnostics: [refused] };
  const lines = new LineCounter();
  const at = positions(source.file, lines);
  const tokens = [...new Parser(lines.addNewLine).parse(source.text)];
  const buried = tooDeepToken(tokens);
  if (buried !== undefined)
    return {
      diagnostics: [
        report(pages.tooDeep, `values are nested more than ${deepest} levels deep`, { position: at(buried) }),
      ],
    };

  const documents = [
    ...new Composer(documentOptions).compose(tokens, true, source.text.length),
  ] as Document.Parsed<ParsedNode>[];
  const broken = syntaxErrors(
    documents.flatMap(({ errors }) => errors),
    { text: source.text, tokens, at },
  );
  if (broken.length > 0) return { diagnostics: broken };
  const [document, second] = documents;
  if (second)
    return {
      diagnostics: [
        report(pages.severalDocuments, "a second document begins here", {
          position: at(second.range[0]),
          hint: "move it to its own file",
        }),
      ],
    };
  const contents = document?.contents;
  if (!contents || (isScalar(contents) && contents.value === null && contents.range[0] === contents.range[1])) {
    return { diagnostics: [report(pages.emptyFile, `${source.file} contains no values`, { position: at(0) })] };
  }
  const { root, diagnostics } = convertYaml(contents, source.text, at);
  if (root?.kind === "map") return { root, diagnostics };
  if (!root) return { diagnostics };
  const held = root.kind === "list" ? "a list" : "a single value";
  return {
    diagnostics: [
      ...diagnostics,
      report(pages.rootNotMap, `the file contains ${held}, not a map`, { position: at(contents.range[0]) }),
    ],
  };
}

/** Positions of a file by offset. A range over several lines gives only its beginning: nobody wants a whole block underlined. */
function positions(file: string, lines: LineCounter): At {
  return (start, end) => {
    const { line, col } = lines.linePos(start);
    const position = { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    if (end === undefined || end <= start) return position;
    const last = lines.linePos(end);
    return last.line === line ? { ...position, endLine: last.line, endColumn: last.col } : position;
  };
}

/** Offset of the first token below the deepest level that is allowed. Without recursion: the text may be nothing but brackets. */
function tooDeepToken(tokens: readonly CST.Token[]): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return token.offset;
    if (token.type === "document" && token.value) open.push({ token: token.value, depth });
    if ("items" in token) {
      for (const { key, value } of token.items) {
        if (key) open.push({ token: key, depth: depth + 1 });
        if (value) open.push({ token: value, depth: depth + 1 });
      }
    }
  }
  return undefined;
}
