import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { notice } from "../header.js";
import { escapeFor } from "./escape.js";

const compiled = new Map<string, Handlebars.TemplateDelegate>();

/**
 * Renders a Handlebars template. A name that the data does not have is an error; `{{value}}` is escaped for the language that the
 * template's name says (`client.properties.hbs`), `{{{value}}}` is not. `{{notice}}` says where the file comes from.
 *
 * @param source the environment file
 */
export function renderTemplate(template: URL, data: Readonly<Record<string, unknown>>, source: string): string {
  let render = compiled.get(template.href);
  if (!render) {
    render = compileTemplate(readAsset(template), basename(fileURLToPath(template)).replace(/\.hbs$/, ""));
    compiled.set(template.href, render);
  }
  return render({ ...data, notice: notice(source) }, { allowProtoPropertiesByDefault: false });
}

/** Reads a file that stands beside a component's source. */
export function readAsset(file: URL): string {
  return readFileSync(file, "utf8");
}

/** Compiles a template for a file of the given name. Handlebars itself escapes for HTML alone, so the escaping is written into the tree. */
export function compileTemplate(text: string, file: string): Handlebars.TemplateDelegate {
  const handlebars = Handlebars.create();
  const escapeText = escapeFor(file);
  handlebars.registerHelper("escapeForFile", (value: unknown, name: string) => {
    if (value === undefined) throw new TypeError(`${file}: nothing is given for {{${name}}}`);
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      throw new TypeError(`${file}: {{${name}}} is no text, number or boolean but ${JSON.stringify(value)}`);
    return escapeText(String(value));
  });
  const tree = handlebars.parse(text);
  new EscapeEverything().accept(tree);
  return handlebars.compile(tree, {
    strict: true,
    noEscape: true,
    preventIndent: true,
    knownHelpers: { escapeForFile: true },
  });
}

/** Turns `{{value}}` into `{{{escapeForFile value}}}`. */
class EscapeEverything extends Handlebars.Visitor {
  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) return;
    const { loc } = mustache;
    const value =
      mustache.params.length > 0 || mustache.hash
        ? ({
            type: "SubExpression",
            path: mustache.path,
            params: mustache.params,
            hash: mustache.hash,
            loc,
          } as hbs.AST.SubExpression)
        : mustache.path;
    const name = mustache.path.type === "PathExpression" ? (mustache.path as hbs.AST.PathExpression).original : "…";
    mustache.params = [value, { type: "StringLiteral", value: name, original: name, loc } as hbs.AST.StringLiteral];
    mustache.hash = undefined as unknown as hbs.AST.Hash;
    mustache.path = {
      type: "PathExpression",
      data: false,
      depth: 0,
      parts: ["escapeForFile"],
      original: "escapeForFile",
      loc,
    } as hbs.AST.PathExpression;
  }
}
