import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { runInThisContext } from "node:vm";
import type Handlebars from "handlebars";
import { notice } from "../header.js";
import { escapeFor } from "./escape.js";
import { precompileTemplate } from "./precompile-template.js";

const load = createRequire(import.meta.url);
const compiled = new Map<string, Handlebars.TemplateDelegate>();

/**
 * Renders a Handlebars template. A name without a value is an error. `{{value}}` is escaped for the language of the template's
 * extension (`client.properties.hbs`), `{{{value}}}` is not. `{{notice}}` is the first line of generated files.
 *
 * @param source the environment file
 */
export function renderTemplate(template: URL, data: Readonly<Record<string, unknown>>, source: string): string {
  let render = compiled.get(template.href);
  if (!render) {
    const path = fileURLToPath(template);
    const file = basename(path).replace(/\.hbs$/, "");
    render = existsSync(`${path}.cjs`)
      ? templateOf(load(`${path}.cjs`), file) // precompiled, as the packages are built
      : compileTemplate(readAsset(template), file);
    compiled.set(template.href, render);
  }
  return render({ ...data, notice: notice(source) }, { allowProtoPropertiesByDefault: false });
}

/** Reads a file beside a component's source. */
export function readAsset(file: URL): string {
  return readFileSync(file, "utf8");
}

/** Compiles a template for a file of the given name. */
export function compileTemplate(text: string, file: string): Handlebars.TemplateDelegate {
  return templateOf(runInThisContext(`(${precompileTemplate(text)})`), file);
}

/** A template that renders; its values are escaped for a file of the given name. */
function templateOf(specification: TemplateSpecification, file: string): Handlebars.TemplateDelegate {
  const handlebars = (load("handlebars/runtime") as typeof Handlebars).create();
  const escapeText = escapeFor(file);
  handlebars.registerHelper("escapeForFile", (value: unknown, name: string) => {
    if (value === undefined) throw new TypeError(`${file}: {{${name}}} has no value`);
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean")
      throw new TypeError(`${file}: {{${name}}} must be a text, number or boolean, not ${JSON.stringify(value)}`);
    return escapeText(String(value));
  });
  return handlebars.template(specification);
}
