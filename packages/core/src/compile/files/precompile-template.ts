import { createRequire } from "node:module";
import type Handlebars from "handlebars";

/**
 * Compiles a Handlebars template to a JavaScript expression, at the build of the packages, because the whole of Handlebars takes long to load. Handlebars
 * escapes for HTML only, so `{{value}}` becomes `{{{escapeForFile value}}}`.
 */
export function precompileTemplate(text: string): string {
  const handlebars: typeof Handlebars = createRequire(import.meta.url)("handlebars");
  const tree = handlebars.parse(text);
  const visitor = new handlebars.Visitor();
  visitor.MustacheStatement = escapeForFile;
  visitor.accept(tree);
  const options = { strict: true, noEscape: true, preventIndent: true, knownHelpers: { escapeForFile: true } };
  return String(handlebars.precompile(tree, options));
}

function escapeForFile(mustache: hbs.AST.MustacheStatement): void {
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
