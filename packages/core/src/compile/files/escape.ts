/** Turns text into what stands for it inside a string of some language. The template writes the quotes. */
export type Escape = (text: string) => string;

const hex = (character: string, digits: number) => character.charCodeAt(0).toString(16).padStart(digits, "0");

/** Inside double quotes, as JSON, JavaScript, Java, Go, Python and YAML agree on it. */
const doubleQuoted: Escape = (text) =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${hex(character, 4)}`);

/** Inside single quotes of a POSIX shell. */
const shell: Escape = (text) => text.replaceAll("'", "'\\''");

/** A value of a Java properties file (java.util.Properties, `store`). U+FFFF, which no spec can hold, is the compiler's own mark: it is taken out later. */
const properties: Escape = (text) =>
  text
    .replace(/[\\#!=:]/g, "\\$&")
    .replace(/^ +/, (spaces) => "\\ ".repeat(spaces.length))
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(/[^\x20-\x7e\uffff]/g, (character) => `\\u${hex(character, 4)}`);

/** Between XML or HTML tags and inside their attributes, where a line end that stands as such becomes a space. */
const markup: Escape = (text) => text.replace(/[&<>"'`\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A line of Markdown, also within a table. */
const markdown: Escape = (text) => text.replace(/[\\`*_{}[\]()#+!|<>~$&-]/g, "\\$&").replace(/\s+/g, " ");

/** Where nothing can be escaped: whatever is more than one plain line is refused. */
const plain: Escape = (text) => {
  if (/[\n\r]/.test(text))
    throw new TypeError(`a value with several lines is not allowed here: ${JSON.stringify(text)}`);
  return text;
};

const escapes: Readonly<Record<string, Escape>> = {
  bash: shell,
  sh: shell,
  properties,
  conf: plain,
  env: plain,
  go: doubleQuoted,
  java: doubleQuoted,
  js: doubleQuoted,
  json: doubleQuoted,
  mjs: doubleQuoted,
  py: doubleQuoted,
  toml: doubleQuoted,
  ts: doubleQuoted,
  yaml: doubleQuoted,
  yml: doubleQuoted,
  html: markup,
  xml: markup,
  md: markdown,
  mod: plain,
  txt: plain,
};

/** The escape for a file of that name: `client.properties`. Throws where the language is not known. */
export function escapeFor(file: string): Escape {
  const extension = file.split(".").at(-1) ?? "";
  const found = escapes[extension];
  if (!found) throw new TypeError(`there is no escaping for .${extension} files (${file})`);
  return found;
}
